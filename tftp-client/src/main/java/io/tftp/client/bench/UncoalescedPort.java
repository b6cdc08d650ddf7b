package io.tftp.client.bench;

import io.tftp.core.link.DatagramPort;

/** Another port whose datagrams are received one by one, as by a receiver that knows nothing of coalescing. */
class UncoalescedPort extends PortDecorator {

    /**
     * Creates it.
     *
     * @param port the port, which this one closes
     */
    UncoalescedPort(DatagramPort port) {
        super(port);
    }

    @Override
    public final void coalesce() {
        // That is what it is for.
    }

    @Override
    public final void uncoalesce() {
        // Nothing is.
    }

    @Override
    public final boolean coalescing() {
        return false;
    }
}
