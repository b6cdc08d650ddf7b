package io.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tftp.client.RemoteFile;
import io.tftp.client.TftpClient;
import io.tftp.client.TransferObserver;
import io.tftp.client.TransferTarget;
import io.tftp.client.bench.Content;
import io.tftp.client.bench.Line;
import io.tftp.client.bench.LoadPlan;
import io.tftp.core.file.LocalFiles;
import io.tftp.core.impairment.Impairments;
import io.tftp.core.link.PortRange;
import io.tftp.core.loop.Clock;
import io.tftp.core.options.Limits;
import io.tftp.core.options.Proposal;
import io.tftp.core.options.TransferParameters;
import io.tftp.core.session.Refusal;
import io.tftp.core.session.RefusedException;
import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.core.transfer.TransferStats;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.Options;
import io.tftp.server.ClientNetwork;
import io.tftp.server.TftpServer;
import io.tftp.server.files.ServedDirectory;
import io.tftp.server.files.UploadPolicy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No public method or constructor takes null unless it says so: where it came in, it is refused, and not found by the packet that
 * stumbles over it. The rooms that only our own modules use (the machines, the clockwork, the road, the street door, the cellar) are not for others, and left out.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NullArgumentsTest {

    private static final List<String> ROOMS = List.of(
            "io.tftp.client",
            "io.tftp.client.bench",
            "io.tftp.client.chaos",
            "io.tftp.server",
            "io.tftp.server.files",
            "io.tftp.core.wire",
            "io.tftp.core.options",
            "io.tftp.core.content",
            "io.tftp.core.impairment");

    private static final Set<Class<?>> OTHERS = Set.of(
            LocalFiles.class,
            RefusedException.class,
            Refusal.class,
            RetryPolicy.class,
            Outcome.class,
            TransferStats.class,
            PortRange.class);

    private static final Set<String> OF_EVERY_OBJECT = Set.of("equals", "hashCode", "toString", "compareTo");

    @TempDir
    static Path directory;

    /** What a parameter gets where another one is null, and whose methods are called. */
    private final Map<Class<?>, Object> samples = new HashMap<>();

    private final TftpClient client = TftpClient.create();
    private @Nullable ServedDirectory served;

    @BeforeAll
    void samples() throws IOException {
        served = ServedDirectory.open(directory, UploadPolicy.NEW);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
        List<Object> all = List.of(
                "name",
                1,
                1L,
                true,
                1.0,
                (byte) 1,
                Duration.ofSeconds(1),
                Instant.EPOCH,
                FileTime.fromMillis(0),
                directory.resolve("file"),
                address,
                address.getAddress(),
                ByteBuffer.allocate(600),
                new IOException("sample"),
                ErrorCode.NOT_DEFINED,
                RemoteFile.of("127.0.0.1", 9, "name"),
                RetryPolicy.DEFAULT,
                TransferParameters.RFC_1350,
                Limits.DEFAULTS,
                Proposal.NONE,
                Options.none(), // of which a null is least likely to be noticed
                Impairments.NONE,
                PortRange.ANY,
                new ClientNetwork(32, 0, 0),
                Line.PLAIN,
                Content.generated(1, 1),
                client,
                TftpClient.builder(),
                TftpServer.builder(),
                TftpServer.builder().build(),
                served);
        all.forEach(sample -> samples.put(sample.getClass(), sample));
        samples.put(Path.class, directory.resolve("file"));
        samples.put(Throwable.class, new IOException("sample"));
        samples.put(InetAddress.class, address.getAddress());
        samples.put(ByteBuffer.class, ByteBuffer.allocate(600));
        samples.put(byte[].class, new byte[1]);
        samples.put(String[].class, new String[] {"blksize", "8"});
        samples.put(Clock.class, Clock.system());
        samples.put(Object.class, new Object());
        samples.put(Optional.class, Optional.empty());
        samples.put(OptionalInt.class, OptionalInt.empty());
        samples.put(OptionalLong.class, OptionalLong.empty());
        samples.put(List.class, List.of());
        samples.put(Map.class, Map.of());
        samples.put(InputStream.class, new ByteArrayInputStream(new byte[0]));
        samples.put(OutputStream.class, new ByteArrayOutputStream());
        samples.put(ReadableByteChannel.class, Channels.newChannel(new ByteArrayInputStream(new byte[0])));
        samples.put(WritableByteChannel.class, Channels.newChannel(new ByteArrayOutputStream()));
        samples.put(
                LoadPlan.class,
                new LoadPlan(
                        address,
                        "name",
                        LoadPlan.Direction.GET,
                        Content.generated(1, 1),
                        1,
                        OptionalLong.of(1),
                        Optional.empty(),
                        Proposal.NONE,
                        RetryPolicy.DEFAULT,
                        Line.PLAIN,
                        1,
                        false));
        samples.put(
                io.tftp.client.TftpTransfer.class,
                client.startGet(
                        RemoteFile.of("127.0.0.1", 9, "name"),
                        TransferTarget.file(directory.resolve("got")),
                        TransferObserver.NONE));
    }

    @AfterAll
    void close() throws IOException {
        client.close();
        if (served != null) {
            served.close();
        }
    }

    /** Classes that others may use, whose public members take anything but numbers. */
    static Stream<Class<?>> classes() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.tftp");
        return classes.stream()
                .filter(each -> ROOMS.contains(each.getPackageName()) || OTHERS.contains(each.reflect()))
                .map(JavaClass::reflect)
                .filter(NullArgumentsTest::isPublic)
                .filter(each -> members(each).stream().anyMatch(NullArgumentsTest::takesObjects))
                .sorted((one, other) -> one.getName().compareTo(other.getName()));
    }

    private static boolean isPublic(Class<?> type) {
        boolean visible = Modifier.isPublic(type.getModifiers()) && !type.isAnonymousClass();
        return visible && (type.getEnclosingClass() == null || isPublic(type.getEnclosingClass()));
    }

    @ParameterizedTest
    @MethodSource("classes")
    void nullIsRefused(Class<?> type) {
        List<String> taken = new ArrayList<>();
        for (Executable member : members(type)) {
            for (int i = 0; i < member.getParameterCount(); i++) {
                if (refusesNull(member.getParameters()[i])) {
                    String wrong = problem(member, i);
                    if (!wrong.isEmpty()) {
                        taken.add(member + ", parameter " + (i + 1) + ": " + wrong);
                    }
                }
            }
        }
        assertThat(taken).isEmpty();
    }

    private static boolean takesObjects(Executable member) {
        return Arrays.stream(member.getParameters()).anyMatch(NullArgumentsTest::refusesNull);
    }

    /** Whether null is not to be taken for it. */
    private static boolean refusesNull(Parameter parameter) {
        return !parameter.getType().isPrimitive()
                && !parameter.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    /** The public constructors and methods; not those of an interface that others implement. */
    private static List<Executable> members(Class<?> type) {
        List<Executable> all = new ArrayList<>();
        if (!Modifier.isAbstract(type.getModifiers())) {
            all.addAll(List.of(type.getConstructors()));
        }
        for (Method method : type.getDeclaredMethods()) {
            boolean ours = Modifier.isPublic(method.getModifiers())
                    && !method.isSynthetic()
                    && !OF_EVERY_OBJECT.contains(method.getName())
                    && !method.getName().equals("valueOf");
            if (ours && (Modifier.isStatic(method.getModifiers()) || !type.isInterface())) {
                all.add(method);
            }
        }
        return all;
    }

    /** Calls it with null; empty if that was refused. */
    private String problem(Executable member, int nullAt) {
        try {
            Object[] arguments = new Object[member.getParameterCount()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = i == nullAt ? null : sample(member.getParameterTypes()[i]);
            }
            if (member instanceof Constructor<?> constructor) {
                constructor.newInstance(arguments);
            } else if (member instanceof Method method) {
                boolean isStatic = Modifier.isStatic(method.getModifiers());
                method.invoke(isStatic ? null : sample(method.getDeclaringClass()), arguments);
            }
            return "null was taken";
        } catch (InvocationTargetException e) {
            return e.getCause() instanceof NullPointerException ? "" : "not NullPointerException but " + e.getCause();
        } catch (ReflectiveOperationException | RuntimeException e) {
            return "the test has no arguments for it: " + e;
        }
    }

    /** A value of a type: one of the samples, or what its constructor or factory makes of them. */
    private Object sample(Class<?> type) throws ReflectiveOperationException {
        Object boxed = type.isPrimitive() ? primitive(type) : samples.get(type);
        if (boxed != null) {
            return boxed;
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type.isInterface() && !type.isSealed()) {
            return Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (proxy, method, arguments) -> switch (method.getName()) {
                        case "size" -> OptionalLong.empty();
                        case "hashCode" -> 1;
                        default -> method.getReturnType() == boolean.class ? (Object) false : null;
                    });
        }
        for (Executable maker : makers(type)) {
            try {
                Object[] arguments = new Object[maker.getParameterCount()];
                for (int i = 0; i < arguments.length; i++) {
                    arguments[i] = sample(maker.getParameterTypes()[i]);
                }
                Object made = maker instanceof Constructor<?> constructor
                        ? constructor.newInstance(arguments)
                        : ((Method) maker).invoke(null, arguments);
                samples.put(type, made);
                return made;
            } catch (InvocationTargetException e) {
                // The next one may do.
            }
        }
        throw new NoSuchMethodException("no sample of " + type);
    }

    private static Object primitive(Class<?> type) {
        return Map.<Class<?>, Object>of(
                        int.class, 1, long.class, 1L, boolean.class, false, double.class, 0.5, byte.class, (byte) 1)
                .get(type);
    }

    private static List<Executable> makers(Class<?> type) {
        if (type.isSealed()) {
            return makers(type.getPermittedSubclasses()[0]);
        }
        List<Executable> all = new ArrayList<>(List.of(type.getConstructors()));
        for (Method method : type.getDeclaredMethods()) {
            int modifiers = method.getModifiers();
            if (Modifier.isPublic(modifiers) && Modifier.isStatic(modifiers) && type == method.getReturnType()) {
                all.add(method);
            }
        }
        all.sort(Comparator.comparing(Executable::toString)); // reflection has no order of its own
        return all;
    }
}
