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
        Signals.press(stop);
        System.exit(new Tftpd(stop).run(System.out, System.err, args));
    }
}
