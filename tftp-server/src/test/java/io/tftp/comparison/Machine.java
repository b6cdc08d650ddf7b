package io.tftp.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where it was measured.
 *
 * @param processors how many, and of which kind
 * @param memory how much
 * @param kernel which Linux
 * @param java which JDK runs tftpd and the clients
 * @param fileSystem where the served files are
 * @param socketBuffer the most that the system lets a socket have
 */
record Machine(String processors, String memory, String kernel, String java, String fileSystem, String socketBuffer) {

    private static final double BYTES_PER_GIBIBYTE = 1L << 30;

    static Machine here(Path directory) throws IOException {
        String cpu = ProcFiles.field(Files.readString(Path.of("/proc/cpuinfo")), "model name", ":")
                .orElse(System.getProperty("os.arch"));
        long memory = ProcFiles.bytes(Files.readString(Path.of("/proc/meminfo")), "MemTotal")
                .orElse(0);
        return new Machine(
                Runtime.getRuntime().availableProcessors() + " cores, " + cpu,
                Math.round(memory / BYTES_PER_GIBIBYTE) + " GiB",
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"),
                Files.getFileStore(directory).type(),
                Files.readAllLines(Path.of("/proc/sys/net/core/rmem_max")).get(0) + " bytes (net.core.rmem_max)");
    }
}
