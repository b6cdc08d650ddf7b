import java.io.File;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/**
 * What the start-up of the commands needs at the other end of the line; run from source by lib/launch.sh and bench-startup.
 *
 * <pre>
 *   rehearse tftp  COMMAND...        runs COMMAND get, and serves it a small file
 *   rehearse tftpd COMMAND...        runs COMMAND, gets a small file from it, and stops it
 *   bench ROUNDS SCRIPTS JDK...      measures both commands of the directory SCRIPTS on each JDK
 * </pre>
 */
final class Startup {

    private static final byte[] FILE = "x".repeat(1024).getBytes(StandardCharsets.US_ASCII);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int PATIENCE_SECONDS = 30;
    private static final int PROBE_MILLIS = 2;
    private static final double NANOS_PER_MILLI = 1e6;

    private Startup() {}

    public static void main(String[] args) throws Exception {
        List<String> rest = List.of(args).subList(2, args.length);
        Path directory = Files.createTempDirectory("tftp-startup");
        try {
            Files.write(directory.resolve("file"), FILE);
            if (args[0].equals("bench")) {
                bench(Integer.parseInt(args[1]), directory, rest);
            } else if (args[1].equals("tftp")) {
                rehearseClient(directory, rest);
            } else {
                rehearseServer(directory, rest);
            }
        } finally {
            for (File file : directory.toFile().listFiles()) {
                file.delete();
            }
            Files.delete(directory);
        }
    }

    // ---- rehearsals ----

    private static void rehearseClient(Path directory, List<String> command) throws Exception {
        try (DatagramSocket server = new DatagramSocket(0, LOOPBACK)) {
            Thread answers = new Thread(() -> answer(server));
            answers.setDaemon(true);
            answers.start();
            run(command, Map.of(), "get", host(server.getLocalPort()), "file", directory.resolve("copy").toString());
        }
    }

    /** Grants every option, and sends one short block. */
    private static void answer(DatagramSocket server) {
        byte[] buffer = new byte[2048];
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        try {
            while (true) {
                server.receive(packet);
                byte[] answer = {0, 3, 0, 1, 'x'};
                if (buffer[1] == 1) {
                    // Opcode, name, mode, options.
                    String[] words = new String(buffer, 2, packet.getLength() - 2, StandardCharsets.ISO_8859_1).split("\0", 3);
                    String agreed = words[2].replace("tsize\0000\0", "tsize\0001\0");
                    answer = ("\0\6" + agreed).getBytes(StandardCharsets.ISO_8859_1);
                }
                server.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                packet.setLength(buffer.length);
            }
        } catch (IOException e) {
            // The rehearsal is over.
        }
    }

    private static void rehearseServer(Path directory, List<String> command) throws Exception {
        int port = freePort();
        Process server = start(command, Map.of(), serverArguments(port, directory));
        try {
            awaitAnswer(port, server);
            // The log's first lines too, and the end of the transfer.
            Thread.sleep(200);
        } finally {
            stop(server);
        }
    }

    // ---- measuring ----

    private static void bench(int rounds, Path directory, List<String> arguments) throws Exception {
        Path scripts = Path.of(arguments.get(0));
        Path source = Files.writeString(
                directory.resolve("Empty.java"), "class Empty { public static void main(String[] args) {} }");
        ToolProvider.getSystemJavaCompiler().run(null, null, null, "--release", "17", source.toString());
        System.out.printf("| JDK | what | median | fastest | × empty main class |%n| --- | --- | ---: | ---: | ---: |%n");
        for (String jdk : arguments.subList(1, arguments.size())) {
            measure(rounds, directory, scripts, jdk);
        }
    }

    private static void measure(int rounds, Path directory, Path scripts, String jdk) throws Exception {
        Map<String, String> environment = Map.of("JAVA_HOME", jdk);
        String java = Path.of(jdk, "bin", "java").toString();
        Path jars = scripts.resolveSibling("target").resolve("launch");
        List<String> tftp = List.of(scripts.resolve("tftp").toString());
        List<String> tftpd = List.of(scripts.resolve("tftpd").toString());
        int port = freePort();
        Process server = start(tftpd, environment, serverArguments(port, directory));
        try {
            awaitAnswer(port, server);
            String[] get = {"get", host(port), "file", directory.resolve("copy").toString()};
            run(tftp, environment, get);
            awaitArchives(jars, jdk);
            Map<String, Callable<?>> candidates = new LinkedHashMap<>();
            candidates.put("empty main class", () -> run(List.of(java), environment, "-cp", directory.toString(), "Empty"));
            candidates.put("`scripts/tftp get`, 1 KiB", () -> run(tftp, environment, get));
            candidates.put(
                    "the same, `java -jar tftp.jar`",
                    () -> run(List.of(java, "-jar", jars.resolve("tftp.jar").toString()), environment, get));
            Map<String, List<Double>> times = new LinkedHashMap<>();
            candidates.put("`scripts/tftpd`, to its first answer", null);
            candidates.put("the same, `java -jar tftpd.jar`", null);
            for (int round = -2; round < rounds; round++) {
                for (Map.Entry<String, Callable<?>> each : candidates.entrySet()) {
                    double millis;
                    if (each.getValue() != null) {
                        long begin = System.nanoTime();
                        each.getValue().call();
                        millis = (System.nanoTime() - begin) / NANOS_PER_MILLI;
                    } else {
                        millis = firstAnswer(
                                each.getKey().contains("-jar")
                                        ? List.of(java, "-jar", jars.resolve("tftpd.jar").toString())
                                        : tftpd,
                                environment,
                                directory);
                    }
                    if (round >= 0) {
                        times.computeIfAbsent(each.getKey(), key -> new ArrayList<>()).add(millis);
                    }
                }
            }
            print(jdk, times);
        } finally {
            stop(server);
        }
    }

    /** The launchers make their archives beside the first runs, which must not be measured. */
    private static void awaitArchives(Path jars, String jdk) throws Exception {
        for (int tenths = 0; tenths < 10 * PATIENCE_SECONDS; tenths++) {
            Thread.sleep(100);
            try (var files = Files.list(jars)) {
                if (files.noneMatch(file -> file.toString().endsWith(".making"))) {
                    return;
                }
            }
        }
        throw new IllegalStateException("no archive for " + jdk);
    }

    private static double firstAnswer(List<String> command, Map<String, String> environment, Path directory)
            throws Exception {
        int port = freePort();
        long begin = System.nanoTime();
        Process server = start(command, environment, serverArguments(port, directory));
        try {
            awaitAnswer(port, server);
            return (System.nanoTime() - begin) / NANOS_PER_MILLI;
        } finally {
            stop(server);
        }
    }

    private static void print(String jdk, Map<String, List<Double>> times) throws IOException {
        double empty = median(times.values().iterator().next());
        Matcher version = Pattern.compile("JAVA_VERSION=\"([^\"]*)\"")
                .matcher(Files.readString(Path.of(jdk, "release")));
        String name = version.find() ? version.group(1) : jdk;
        times.forEach((what, millis) -> System.out.printf(
                Locale.ROOT,
                "| %s | %s | %.0f ms | %.0f ms | %.2f |%n",
                name,
                what,
                median(millis),
                millis.stream().min(Double::compare).orElseThrow(),
                median(millis) / empty));
    }

    private static double median(List<Double> numbers) {
        return numbers.stream().sorted().skip(numbers.size() / 2).findFirst().orElseThrow();
    }

    // ---- processes and packets ----

    private static Process start(List<String> command, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(whole)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectInput(new File("/dev/null"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private static int run(List<String> command, Map<String, String> environment, String... arguments)
            throws Exception {
        Process process = start(command, environment, arguments);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IllegalStateException("failed: " + command + " " + List.of(arguments));
        }
        return 0;
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }

    private static String[] serverArguments(int port, Path directory) {
        return new String[] {"--port", "" + port, "--address", LOOPBACK.getHostAddress(), directory.toString()};
    }

    private static String host(int port) {
        return LOOPBACK.getHostAddress() + ":" + port;
    }

    private static int freePort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, LOOPBACK)) {
            return socket.getLocalPort();
        }
    }

    /** Asks again and again until there is DATA, and acknowledges all of it. */
    private static void awaitAnswer(int port, Process server) throws IOException {
        byte[] request = "\0\1file\0octet\0".getBytes(StandardCharsets.US_ASCII);
        byte[] buffer = new byte[1024];
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        try (DatagramSocket socket = new DatagramSocket(0, LOOPBACK)) {
            socket.setSoTimeout(PROBE_MILLIS);
            while (server.isAlive()) {
                socket.send(new DatagramPacket(request, request.length, new InetSocketAddress(LOOPBACK, port)));
                try {
                    socket.receive(packet);
                } catch (SocketTimeoutException e) {
                    continue;
                }
                acknowledge(socket, packet);
                return;
            }
        }
        throw new IllegalStateException("the server ended before it answered");
    }

    private static void acknowledge(DatagramSocket socket, DatagramPacket packet) throws IOException {
        socket.setSoTimeout(1000);
        for (int block = 1; block <= FILE.length / 512 + 1; block++) {
            byte[] ack = {0, 4, 0, (byte) block};
            socket.send(new DatagramPacket(ack, ack.length, packet.getSocketAddress()));
            if (block <= FILE.length / 512) {
                socket.receive(packet);
            }
        }
    }
}
