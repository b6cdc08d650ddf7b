/**
 * The clockwork: threads and time, and nothing of TFTP.
 *
 * <p>An {@link io.tftp.core.loop.EventLoop} is one thread with one selector, one queue of deadlines and one
 * {@link io.tftp.core.loop.Clock}. What can block for long (opening, flushing, renaming, closing, reading a pipe) runs on a
 * {@link io.tftp.core.loop.ContentPool}, and comes back to the loop as a task.
 *
 * <p>Imports no other room.
 */
@NullMarked
package io.tftp.core.loop;

import org.jspecify.annotations.NullMarked;
