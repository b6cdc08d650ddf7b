package io.tftp.core.content;

import java.nio.channels.Channel;
import java.nio.channels.SelectableChannel;

/** What channels must be to carry content: a non-blocking one would make a helper thread spin. */
final class BlockingChannels {

    private BlockingChannels() {}

    static <C extends Channel> C require(C channel) {
        if (channel instanceof SelectableChannel selectable && !selectable.isBlocking()) {
            throw new IllegalArgumentException("the channel is in non-blocking mode");
        }
        return channel;
    }
}
