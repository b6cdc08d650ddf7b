package io.tftp;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.accessTargetWhere;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * The arrows of the house: which room may import which, and what happens in one room only. It stands among the server's
 * tests because these see all modules.
 */
class ArchitectureTest {
    private static final String WIRE = "io.tftp.core.wire";
    private static final String OPTIONS = "io.tftp.core.options";
    private static final String TRANSFER = "io.tftp.core.transfer";
    private static final String CONTENT = "io.tftp.core.content";
    private static final String FILE = "io.tftp.core.file";
    private static final String IMPAIRMENT = "io.tftp.core.impairment";
    private static final String LOOP = "io.tftp.core.loop";
    private static final String LINK = "io.tftp.core.link";
    private static final String SESSION = "io.tftp.core.session";
    private static final String CLIENT = "io.tftp.client";
    private static final String CLIENT_BENCH = "io.tftp.client.bench";
    private static final String CLIENT_CHAOS = "io.tftp.client.chaos";
    private static final String CLIENT_CLI = "io.tftp.client.cli";
    private static final String SERVER = "io.tftp.server";
    private static final String SERVER_FILES = "io.tftp.server.files";
    private static final String SERVER_CONFIG = "io.tftp.server.config";
    private static final String SERVER_CLI = "io.tftp.server.cli";

    /** Each room, with the rooms of ours that it may import. A subpackage that is not named is part of the room above. */
    private static final Map<String, Set<String>> ROOMS = Map.ofEntries(
            Map.entry(WIRE, Set.of()),
            Map.entry(OPTIONS, Set.of(WIRE)),
            Map.entry(TRANSFER, Set.of(OPTIONS, WIRE)),
            Map.entry(CONTENT, Set.of()),
            Map.entry(FILE, Set.of(CONTENT)),
            Map.entry(IMPAIRMENT, Set.of(WIRE)),
            Map.entry(LOOP, Set.of()),
            Map.entry(LINK, Set.of(LOOP, WIRE)),
            Map.entry(SESSION, Set.of(LINK, LOOP, TRANSFER, WIRE, OPTIONS, CONTENT)),
            Map.entry(CLIENT, Set.of(WIRE, OPTIONS, TRANSFER, CONTENT, FILE, LOOP, LINK, SESSION)),
            Map.entry(CLIENT_BENCH, Set.of(CLIENT, WIRE, OPTIONS, TRANSFER, CONTENT, LOOP, LINK, SESSION)),
            Map.entry(CLIENT_CHAOS, Set.of(IMPAIRMENT, WIRE, LOOP, LINK)),
            Map.entry(
                    CLIENT_CLI,
                    Set.of(
                            CLIENT,
                            CLIENT_BENCH,
                            CLIENT_CHAOS,
                            IMPAIRMENT,
                            WIRE,
                            OPTIONS,
                            TRANSFER,
                            CONTENT,
                            FILE,
                            LOOP,
                            LINK,
                            SESSION)),
            Map.entry(SERVER, Set.of(SERVER_FILES, WIRE, OPTIONS, TRANSFER, CONTENT, FILE, LOOP, LINK, SESSION)),
            Map.entry(SERVER_FILES, Set.of(SERVER, WIRE, OPTIONS, TRANSFER, CONTENT, FILE, LOOP, LINK, SESSION)),
            Map.entry(SERVER_CONFIG, Set.of(SERVER, SERVER_FILES, WIRE, OPTIONS, TRANSFER, LOOP, LINK, SESSION)),
            Map.entry(
                    SERVER_CLI,
                    Set.of(
                            SERVER,
                            SERVER_FILES,
                            SERVER_CONFIG,
                            WIRE,
                            OPTIONS,
                            TRANSFER,
                            CONTENT,
                            FILE,
                            LOOP,
                            LINK,
                            SESSION)));

    /** What ships, without the packages' descriptions, which are classes too. */
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.tftp")
            .that(describe("are no descriptions", type -> !type.getSimpleName().equals("package-info")));

    /** So many can be kept in mind. */
    private static final int MOST_IN_A_CYCLE = 4;

    /** Far below what there is, and far above what a scan finds that misses a module. */
    private static final int FEWEST_CLASSES = 50;

    @Test
    void theWholeHouseIsScanned() {
        assertThat(CLASSES).hasSizeGreaterThanOrEqualTo(FEWEST_CLASSES);
    }

    @Test
    void everyClassStandsInARoom() {
        assertThat(CLASSES).allMatch(type -> roomOf(type).isPresent());
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomImportsOnlyWhatItMay(String room) {
        // A room without classes fails here too: ArchUnit takes a rule about nothing for a mistake.
        noClasses()
                .that(describe("stand in " + room, standsIn(room)))
                .should(dependOnClassesThat(
                        describe("stand neither there nor in " + ROOMS.get(room), standsOutside(room))))
                .check(CLASSES);
    }

    /**
     * What depends on each other can be understood, tested and moved only together, within a package too. What a sealed type permits
     * doesn't count: that it knows its kinds is what it is for.
     */
    @Test
    void noMoreThanAFewClassesDependOnEachOther() {
        Map<String, Set<String>> dependencies = new TreeMap<>();
        for (JavaClass type : CLASSES) {
            Set<String> on = dependencies.computeIfAbsent(outermost(type), any -> new TreeSet<>());
            type.getDirectDependenciesFromSelf().stream()
                    .map(each -> outermost(each.getTargetClass()))
                    .filter(name -> name.startsWith("io.tftp."))
                    .forEach(on::add);
        }
        assertThat(DependencyCycles.of(dependencies))
                .as("classes that depend on each other")
                .allMatch(group -> group.size() <= MOST_IN_A_CYCLE);
    }

    /** The class that a nested one is part of. */
    private static String outermost(JavaClass type) {
        String name = type.getBaseComponentType().getName();
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    @ParameterizedTest
    @MethodSource("belongings")
    void whatBelongsToARoomHappensNowhereElse(
            List<String> rooms, ArchCondition<JavaClass> condition, Class<?> offender) {
        ArchRule rule = noClasses()
                .that(describe(
                        "stand outside " + rooms,
                        type -> rooms.stream().noneMatch(in -> standsIn(in).test(type))))
                .should(condition);
        assertThatThrownBy(() -> rule.check(new ClassFileImporter().importClasses(offender)))
                .as("a class that breaks the rule")
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(offender.getSimpleName());
        rule.check(CLASSES);
    }

    // ---- what belongs where, each with a class that breaks the rule: a rule that matches nothing proves nothing ----

    static Stream<Arguments> belongings() {
        List<String> counters = List.of(CLIENT_CLI, SERVER_CLI);
        return Stream.of(
                Arguments.of(counters, dependOnClassesThat(resideInAnyPackage("picocli..")), ReadsACommandLine.class),
                Arguments.of(
                        counters,
                        dependOnClassesThat(resideInAnyPackage("org.slf4j..", "ch.qos.logback..")),
                        Logs.class),
                Arguments.of(counters, access("a standard stream", to(System.class, "in", "out", "err")), Prints.class),
                Arguments.of(
                        counters,
                        access(
                                "the end of the JVM",
                                to(System.class, "exit").or(to(Runtime.class, "exit", "halt", "addShutdownHook"))),
                        Exits.class),
                Arguments.of(
                        List.of(LOOP, CLIENT_CLI, SERVER_CLI),
                        access("a new or sleeping thread", ArchitectureTest::startsAThread),
                        StartsAThread.class),
                Arguments.of(
                        List.of(LOOP, CLIENT_CLI, SERVER_CLI),
                        access("the common pool", ArchitectureTest::usesTheCommonPool),
                        UsesTheCommonPool.class),
                Arguments.of(
                        List.of(LOOP, CLIENT_CLI, SERVER_CLI),
                        dependOnClassesThat(belongToAnyOf(Executors.class, Timer.class, TimerTask.class)
                                .or(describe("are executor services", is(ExecutorService.class)))),
                        HasAnExecutor.class),
                Arguments.of(List.of(LOOP), access("a clock", ArchitectureTest::readsAClock), ReadsAClock.class),
                Arguments.of(
                        List.of(LOOP, LINK),
                        dependOnClassesThat(describe(
                                "are network channels or selectors",
                                is(
                                        NetworkChannel.class,
                                        Selector.class,
                                        SelectionKey.class,
                                        DatagramSocket.class,
                                        DatagramPacket.class,
                                        Socket.class,
                                        ServerSocket.class))),
                        HasASelector.class),
                Arguments.of(
                        List.of(LOOP, LINK, CONTENT), // content has to refuse the non-blocking ones
                        dependOnClassesThat(describe("are selectable channels", is(SelectableChannel.class))),
                        HasASelectableChannel.class),
                Arguments.of(
                        List.of(FILE, SERVER_FILES),
                        dependOnClassesThat(describe(
                                "are open files",
                                is(
                                        FileChannel.class,
                                        AsynchronousFileChannel.class,
                                        FileLock.class,
                                        RandomAccessFile.class))),
                        OpensAFile.class),
                Arguments.of(
                        List.of(
                                CONTENT,
                                FILE,
                                LOOP,
                                LINK,
                                SESSION,
                                CLIENT,
                                CLIENT_BENCH,
                                CLIENT_CHAOS,
                                CLIENT_CLI,
                                SERVER,
                                SERVER_FILES,
                                SERVER_CONFIG,
                                SERVER_CLI),
                        dependOnClassesThat(resideInAnyPackage("java.net..", "java.nio.file..", "java.nio.channels..")
                                .or(describe("are loggers", is(System.Logger.class)))),
                        IsNotPure.class));
    }

    private static boolean startsAThread(JavaAccess<?> access) {
        return to(Thread.class, "<init>", "start", "sleep", "startVirtualThread", "ofVirtual", "ofPlatform")
                .or(to(TimeUnit.class, "sleep"))
                .test(access);
    }

    /** {@code CompletableFuture}'s ways to run something on threads that are nobody's. */
    private static boolean usesTheCommonPool(JavaAccess<?> access) {
        if (to(CompletableFuture.class, "orTimeout", "completeOnTimeout", "delayedExecutor")
                .test(access)) {
            return true;
        }
        return access.getTargetOwner().isEquivalentTo(CompletableFuture.class)
                && access.getName().endsWith("Async")
                && parametersOf(access).stream().noneMatch(type -> type.isEquivalentTo(Executor.class));
    }

    private static boolean readsAClock(JavaAccess<?> access) {
        if (access.getTargetOwner().isEquivalentTo(Date.class)) {
            return access.getName().equals("<init>") && parametersOf(access).isEmpty();
        }
        if (access.getTargetOwner().getPackageName().equals("java.time")) {
            return access.getName().equals("now") || access.getTargetOwner().isAssignableTo(InstantSource.class);
        }
        return to(System.class, "nanoTime", "currentTimeMillis").test(access);
    }

    private static List<JavaClass> parametersOf(JavaAccess<?> access) {
        return access.getTarget() instanceof CodeUnitAccessTarget target ? target.getRawParameterTypes() : List.of();
    }

    // ---- words for the rules ----

    private static Set<String> rooms() {
        return ROOMS.keySet();
    }

    /** The room of a class: the longest of their names that is its package's or begins it. */
    private static Optional<String> roomOf(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        return ROOMS.keySet().stream()
                .filter(room -> name.equals(room) || name.startsWith(room + "."))
                .max(Comparator.comparingInt(String::length));
    }

    private static Predicate<JavaClass> standsIn(String room) {
        return type -> roomOf(type).filter(room::equals).isPresent();
    }

    private static Predicate<JavaClass> standsOutside(String room) {
        return type -> (type.getBaseComponentType().getPackageName() + ".").startsWith("io.tftp.")
                && roomOf(type)
                        .filter(other -> other.equals(room) || ROOMS.get(room).contains(other))
                        .isEmpty();
    }

    private static Predicate<JavaClass> is(Class<?>... types) {
        return type -> Stream.of(types).anyMatch(type.getBaseComponentType()::isAssignableTo);
    }

    private static Predicate<JavaAccess<?>> to(Class<?> owner, String... names) {
        return access ->
                access.getTargetOwner().isAssignableTo(owner) && List.of(names).contains(access.getName());
    }

    private static ArchCondition<JavaClass> access(String what, Predicate<JavaAccess<?>> predicate) {
        return accessTargetWhere(describe("it is " + what, predicate));
    }

    // ---- classes that break the rules ----

    static final class ReadsACommandLine {
        CommandLine commandLine = new CommandLine(this);
    }

    static final class Logs {
        String name = LoggerFactory.getLogger("name").getName();
    }

    static final class Prints {
        void print() {
            System.out.println();
        }
    }

    static final class Exits {
        void exit() {
            System.exit(0);
        }
    }

    static final class StartsAThread {
        Thread thread = new Thread(() -> {});
    }

    static final class UsesTheCommonPool {
        CompletableFuture<Void> future = CompletableFuture.runAsync(() -> {});
    }

    static final class HasAnExecutor {
        Executor executor = Executors.newCachedThreadPool();
    }

    static final class ReadsAClock {
        LongSupplier clock = System::nanoTime;
        Instant now = Instant.now();
    }

    static final class HasASelector {
        Selector selector() throws IOException {
            return Selector.open();
        }
    }

    static final class HasASelectableChannel {
        boolean isBlocking(SelectableChannel channel) {
            return channel.isBlocking();
        }
    }

    static final class OpensAFile {
        FileChannel open(Path path) throws IOException {
            return FileChannel.open(path);
        }
    }

    static final class IsNotPure {
        Path path = Path.of("name");
    }
}
