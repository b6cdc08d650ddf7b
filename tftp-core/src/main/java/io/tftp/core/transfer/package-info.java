/**
 * The engine room: one machine that sends and one that receives, the same on both sides of the wire.
 *
 * <p>Pure: a machine reads no clock, opens no socket, starts no thread and logs nothing. It is handed packets and the time,
 * and holds out what it wants done. Whoever drives it keeps this contract:
 *
 * <ol>
 *   <li><b>Mutate</b> it by one call: {@link io.tftp.core.transfer.Transfer#start start} once, then
 *       {@link io.tftp.core.transfer.Transfer#handlePacket handlePacket} or its allocation-free parts
 *       ({@code handleAck}, {@code handleData}), {@link io.tftp.core.transfer.Transfer#handleTimeout handleTimeout},
 *       {@link io.tftp.core.transfer.SendTransfer#supplied supplied},
 *       {@link io.tftp.core.transfer.ReceiveTransfer#committed committed} or
 *       {@link io.tftp.core.transfer.Transfer#abort abort}.
 *   <li><b>Drain</b> what it has to say, until there is nothing, before the next mutation: a received block
 *       ({@link io.tftp.core.transfer.ReceiveTransfer#takeBlock takeBlock}; its bytes are a view of the driver's receive
 *       buffer), datagrams to send ({@link io.tftp.core.transfer.Transfer#datagrams datagrams} and
 *       {@link io.tftp.core.transfer.Transfer#sent sent}), a slot to fill
 *       ({@link io.tftp.core.transfer.SendTransfer#slot slot}), a commit
 *       ({@link io.tftp.core.transfer.ReceiveTransfer#takeCommit takeCommit}). Datagrams that the socket doesn't take at
 *       once, and slots and commits that are worked on elsewhere, may stay open over further mutations; a block may not.
 *       A slot that is being filled elsewhere isn't asked for again until it was supplied: it is the same buffer.
 *   <li><b>Wait</b> for a packet or until {@link io.tftp.core.transfer.Transfer#deadlineNanos deadlineNanos}, compared by
 *       subtraction. A timeout that comes too early does nothing.
 * </ol>
 *
 * <p>Times are nanoseconds of one monotonic clock of the driver's choice. No class here is safe for use by several threads
 * at once. Imports {@code options} and {@code wire} only.
 */
@NullMarked
package io.tftp.core.transfer;

import org.jspecify.annotations.NullMarked;
