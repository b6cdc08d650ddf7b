package io.tftp.core.link;

import java.net.BindException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** An address can't be listened on: the port is in use, isn't this user's to bind, or the address isn't this host's. */
public final class AddressUnavailableException extends BindException {

    private static final long serialVersionUID = 1L;

    /** What was to be listened on. */
    private final InetSocketAddress address;

    /** Why, in the words of the system. */
    private final String reason;

    /**
     * Creates it.
     *
     * @param address what can't be listened on
     * @param reason why, in the words of the system
     */
    public AddressUnavailableException(InetSocketAddress address, @Nullable String reason) {
        super("can't listen on " + AddressText.of(address) + ": " + reason);
        this.address = address;
        this.reason = String.valueOf(reason);
    }

    /** The same of what the system said. */
    static AddressUnavailableException of(InetSocketAddress address, BindException cause) {
        AddressUnavailableException named = new AddressUnavailableException(address, cause.getMessage());
        named.initCause(cause);
        return named;
    }

    /**
     * What can't be listened on.
     *
     * @return a specific address, with its port
     */
    public InetSocketAddress address() {
        return address;
    }

    /**
     * Why it can't.
     *
     * @return the system's words, perhaps in the language of its operator
     */
    public String reason() {
        return reason;
    }
}
