/**
 * The loading dock: where the blocks of a transfer come from and go to, and the netascii translation on the way.
 *
 * <p>Pure: no thread, no clock, no disk. It knows nothing of packets or block numbers and imports nothing of ours.
 */
@NullMarked
package io.tftp.core.content;

import org.jspecify.annotations.NullMarked;
