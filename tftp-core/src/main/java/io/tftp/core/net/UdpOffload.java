package io.tftp.core.net;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.nio.channels.DatagramChannel;
import java.util.Optional;

/**
 * Linux's UDP segmentation and coalescing: many datagrams of one length in one system call, either way.
 *
 * <p>The JDK has no such socket options, but a private method that sets any. It can be reached where {@code
 * --add-opens java.base/sun.nio.ch=ALL-UNNAMED} is given, as the manifests of the executable jars do. Everywhere else there is
 * no offload, and each datagram takes a call of its own: slower, and otherwise the same.
 *
 * <p>Thread-safe.
 */
final class UdpOffload {

    /** The most datagrams that the kernel makes of one send (UDP_MAX_SEGMENTS before Linux 6.9). */
    static final int MOST_SEGMENTS = 64;

    /** The system property that turns it off, with the value {@value #OFF}. */
    private static final String PROPERTY = "tftp.offload";

    private static final String OFF = "off";

    private static final int SOL_UDP = 17;
    private static final int UDP_SEGMENT = 103;
    private static final int UDP_GRO = 104;

    private static final Logger LOGGER = System.getLogger(UdpOffload.class.getName());

    private static final Optional<UdpOffload> INSTANCE = find();

    private final MethodHandle setIntOption;
    private final MethodHandle descriptor;

    private UdpOffload(MethodHandle setIntOption, MethodHandle descriptor) {
        this.setIntOption = setIntOption;
        this.descriptor = descriptor;
    }

    /** The offload, where this system and this JVM let us have it. */
    static Optional<UdpOffload> instance() {
        return INSTANCE;
    }

    private static Optional<UdpOffload> find() {
        if (!"Linux".equals(System.getProperty("os.name")) || OFF.equals(System.getProperty(PROPERTY))) {
            return Optional.empty();
        }
        try {
            Method option = Class.forName("sun.nio.ch.Net")
                    .getDeclaredMethod(
                            "setIntOption0",
                            FileDescriptor.class,
                            boolean.class,
                            int.class,
                            int.class,
                            int.class,
                            boolean.class);
            Method getter = Class.forName("sun.nio.ch.DatagramChannelImpl").getDeclaredMethod("getFD");
            option.setAccessible(true);
            getter.setAccessible(true);
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            return Optional.of(new UdpOffload(lookup.unreflect(option), lookup.unreflect(getter)));
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOGGER.log(Level.DEBUG, () -> "no UDP segmentation offload in this JVM: " + e);
            return Optional.empty();
        }
    }

    /**
     * From now on each send is cut into datagrams of that length.
     *
     * @param bytes the length of each but the last; 0 to send as it is
     * @return whether the kernel agreed
     */
    boolean segment(DatagramChannel channel, int bytes) {
        return set(channel, UDP_SEGMENT, bytes);
    }

    /**
     * From now on a receive may give several datagrams of one length, one behind the other, of which the last may be shorter.
     *
     * @return whether the kernel agreed
     */
    boolean coalesce(DatagramChannel channel) {
        return set(channel, UDP_GRO, 1);
    }

    private boolean set(DatagramChannel channel, int option, int value) {
        try {
            FileDescriptor fd = (FileDescriptor) descriptor.invoke(channel);
            setIntOption.invoke(fd, false, SOL_UDP, option, value, false);
            return true;
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, () -> "the kernel has no UDP option " + option + ": " + e.getMessage());
            return false;
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e); // the two methods throw nothing else
        }
    }
}
