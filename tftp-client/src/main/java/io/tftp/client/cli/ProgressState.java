package io.tftp.client.cli;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a transfer is, for {@link ProgressLine}.
 *
 * @param title what is transferred, such as {@code get pxelinux.0}, fit for a terminal
 * @param waitingFor the server whose answer is waited for; empty while it answers
 * @param before what became of the address asked before that one, if the server has several
 * @param asked how often that server was asked in vain
 * @param begun whether the server ever answered
 * @param silence the time since the last answer
 * @param bytes received, or acknowledged by the server
 * @param totalBytes how much it will be, if that is known
 * @param elapsed the time since the first answer
 */
record ProgressState(
        String title,
        Optional<InetSocketAddress> waitingFor,
        Optional<String> before,
        int asked,
        boolean begun,
        Duration silence,
        long bytes,
        OptionalLong totalBytes,
        Duration elapsed) {}
