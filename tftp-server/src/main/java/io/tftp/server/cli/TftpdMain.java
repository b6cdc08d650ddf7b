package io.tftp.server.cli;

/** Starts the daemon, and ends the JVM with its exit code. */
public final class TftpdMain {

    private TftpdMain() {}

    /**
     * Runs {@code tftpd}.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        StopSwitch stop = new StopSwitch();
        // Signals take the JVM some milliseconds, which no client should wait for: until then one ends the process at
        // once.
        Tftpd tftpd = new Tftpd(System.getenv(), stop, report -> {
            Signals.press(stop);
            Signals.report(report);
        });
        System.exit(tftpd.run(System.out, System.err, args));
    }
}
