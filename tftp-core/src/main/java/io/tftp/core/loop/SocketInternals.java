package io.tftp.core.loop;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.nio.channels.DatagramChannel;

/**
 * What the JDK does with a datagram socket, but doesn't offer: any socket option, and waiting for one socket alone.
 *
 * <p>Private methods of {@code sun.nio.ch}, the same from JDK 17 to 25. They can be reached where {@code --add-opens
 * java.base/sun.nio.ch=ALL-UNNAMED} is given, as the manifests of the executable jars do; everywhere else, and with {@code
 * -Dtftp.offload=off}, nothing is {@link #AVAILABLE} and all goes the slower way.
 *
 * <p>Thread-safe, as far as the channels are.
 */
public final class SocketInternals {

    private static final String PROPERTY = "tftp.offload";
    private static final String OFF = "off";
    private static final int POLLIN = 1;
    private static final int POLLERR = 8;

    private static final Logger LOGGER = System.getLogger(SocketInternals.class.getName());

    private static final MethodHandle MISSING = MethodHandles.constant(String.class, "missing");

    // Static and final, so that the compiler sees through them.
    private static final MethodHandle DESCRIPTOR = find("sun.nio.ch.DatagramChannelImpl", "getFD");
    private static final MethodHandle SET_INT_OPTION = find(
            "sun.nio.ch.Net",
            "setIntOption0",
            FileDescriptor.class,
            boolean.class,
            int.class,
            int.class,
            int.class,
            boolean.class);
    private static final MethodHandle GET_INT_OPTION =
            find("sun.nio.ch.Net", "getIntOption0", FileDescriptor.class, boolean.class, int.class, int.class);
    private static final MethodHandle POLL =
            find("sun.nio.ch.Net", "poll", FileDescriptor.class, int.class, long.class);

    /** Whether the methods here work. */
    public static final boolean AVAILABLE =
            DESCRIPTOR != MISSING && SET_INT_OPTION != MISSING && GET_INT_OPTION != MISSING && POLL != MISSING;

    private SocketInternals() {}

    private static MethodHandle find(String type, String method, Class<?>... parameters) {
        if (OFF.equals(System.getProperty(PROPERTY))) {
            return MISSING;
        }
        try {
            Method found = Class.forName(type).getDeclaredMethod(method, parameters);
            found.setAccessible(true);
            return MethodHandles.lookup().unreflect(found);
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOGGER.log(Level.DEBUG, () -> "no " + type + "." + method + " in this JVM: " + e);
            return MISSING;
        }
    }

    /**
     * Sets a socket option.
     *
     * @param channel whose
     * @param level such as SOL_SOCKET
     * @param option its number
     * @param value what to set it to
     * @return whether the kernel agreed
     */
    public static boolean setOption(DatagramChannel channel, int level, int option, int value) {
        try {
            SET_INT_OPTION.invoke(descriptor(channel), false, level, option, value, false);
            return true;
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, () -> "no socket option " + level + "/" + option + ": " + e.getMessage());
            return false;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /**
     * Reads a socket option.
     *
     * @param channel whose
     * @param level such as SOL_SOCKET
     * @param option its number
     * @return its value, or -1 if the kernel doesn't tell
     */
    public static int intOption(DatagramChannel channel, int level, int option) {
        try {
            return (int) GET_INT_OPTION.invoke(descriptor(channel), false, level, option);
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, () -> "no socket option " + level + "/" + option + ": " + e.getMessage());
            return -1;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /**
     * Whether the socket has an error, be it the latest or one in its queue of errors.
     *
     * @param channel whose
     * @return true if there is one
     * @throws IOException if the socket can't be asked
     */
    public static boolean hasError(DatagramChannel channel) throws IOException {
        try {
            return ((int) POLL.invoke(descriptor(channel), POLLERR, 0L) & POLLERR) != 0;
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    /**
     * Waits until a datagram is there, or an error.
     *
     * @param millis the longest wait
     * @return whether there is something
     */
    static boolean awaitReadable(DatagramChannel channel, long millis) throws IOException {
        try {
            return (int) POLL.invoke(descriptor(channel), POLLIN, millis) != 0;
        } catch (IOException e) {
            throw e;
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static FileDescriptor descriptor(DatagramChannel channel) throws Throwable {
        return (FileDescriptor) DESCRIPTOR.invoke(channel);
    }

    private static RuntimeException unexpected(Throwable thrown) {
        if (thrown instanceof RuntimeException e) {
            throw e;
        }
        if (thrown instanceof Error e) {
            throw e;
        }
        throw new IllegalStateException(thrown); // the methods throw nothing else
    }
}
