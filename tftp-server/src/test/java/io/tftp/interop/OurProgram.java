package io.tftp.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The programs that this suite ships, run from their executable jars. */
enum OurProgram {
    TFTP("tftp-client", "tftp.jar"),
    TFTPD("tftp-server", "tftpd.jar");

    private final String module;
    private final String jar;

    OurProgram(String module, String jar) {
        this.module = module;
        this.jar = jar;
    }

    List<String> command(String... arguments) {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path path = Path.of(System.getProperty("tftp.checkout", "..")).resolve(Path.of(module, "target", jar));
        assertThat(path).as("the build's executable jar").exists();
        List<String> command = new ArrayList<>(List.of(java.toString(), "-jar", path.toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
