package io.tftp.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is made of the texts that Linux writes. */
class ProcFilesTest {

    private static final String STATUS = """
            Name:	in.tftpd
            VmPeak:	    9000 kB
            VmHWM:	    5120 kB
            VmRSS:	    4096 kB
            Cpus_allowed:	3
            Cpus_allowed_list:	0-1
            """;

    @Test
    void processorTimeIsThatOfTheProcessAndOfItsChildren() {
        String stat = "25420 (in.tftpd) S 25409 25409 10471 0 -1 4194304 209 0 0 0 7 20 100 3000 20 0 1 0 1287288";
        assertThat(ProcFiles.processorTime(stat)).isEqualTo(Duration.ofMillis(31_270));
    }

    @Test
    void nameOfACommandMayLookLikeFields() {
        String stat = "1 (a) S (9 9 9) S 1 1 1 0 -1 0 0 0 0 0 1 2 3 4 20 0 1";
        assertThat(ProcFiles.processorTime(stat)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void sizesAreInBytes() {
        assertThat(ProcFiles.bytes(STATUS, "VmHWM")).hasValue(5_242_880);
        assertThat(ProcFiles.bytes("MemTotal:       24684160 kB\n", "MemTotal")).hasValue(24_684_160L * 1024);
    }

    @Test
    void processThatHasEndedHasNoSize() {
        assertThat(ProcFiles.bytes("Name:	in.tftpd\nState:	Z (zombie)\n", "VmHWM"))
                .isEmpty();
    }

    @Test
    void fieldIsTheOneOfThatNameAndNotOfALongerOne() {
        assertThat(ProcFiles.field(STATUS, "Cpus_allowed", ":")).hasValue("3");
        assertThat(ProcFiles.field(STATUS, "Cpus_allowed_list", ":")).hasValue("0-1");
        assertThat(ProcFiles.field("vendor\t: x\nmodel name\t: A: B\n", "model name", ":"))
                .hasValue("A: B");
        assertThat(ProcFiles.field("", "Name", ":")).isEmpty();
    }

    @Test
    void dropsAreThoseOfThePortsUnconnectedSockets() {
        String udp = """
                   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
                  108: 0107457F:0045 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 5221 2 00000000a 782
                  109: 0107457F:0045 0200007F:9C41 01 00000000:00000000 00:00000000 00000000     0        0 5222 2 00000000b 5
                  110: 0100007F:1045 00000000:0000 07 00000000:00000000 00:00000000 00000000     0        0 5223 2 00000000c 7
                """;
        assertThat(ProcFiles.drops(udp, 69)).isEqualTo(782);
        assertThat(ProcFiles.drops(udp, 0x1045)).isEqualTo(7);
        assertThat(ProcFiles.drops(udp, 70)).isZero();
    }

    @Test
    void coreIsTheLastThatIsAllowed() throws Exception {
        assertThat(Affinity.of(STATUS).core()).isEqualTo("1");
        assertThat(Affinity.of("Cpus_allowed_list:\t0,2-5,9\n").core()).isEqualTo("9");
        assertThat(Affinity.of("Cpus_allowed_list:\t3\n").core()).isEqualTo("3");
    }

    @Test
    void groupsAreWhereTheirFileSystemIsMounted() {
        String mounts = """
                proc /proc proc rw 0 0
                cgroup /sys/fs/cgroup/cpu cgroup rw,cpu 0 0
                cgroup2 /sys/fs/cgroup/unified cgroup2 rw,relatime 0 0
                """;
        assertThat(ControlGroup.root(mounts)).hasToString("Optional[/sys/fs/cgroup/unified]");
        assertThat(ControlGroup.root("proc /proc proc rw 0 0\n")).isEmpty();
    }

    @Test
    void timeOfAGroupIsCountedInMicroseconds() {
        assertThat(ControlGroup.processorTime("usage_usec 1500\nuser_usec 500\nsystem_usec 1000\n"))
                .isEqualTo(Duration.ofNanos(1_500_000));
    }
}
