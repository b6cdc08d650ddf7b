package io.tftp.server.cli;

import picocli.CommandLine.Model.UsageMessageSpec;

/** What {@code --help} says beside the options. */
final class Usage {

    private Usage() {}

    static void describe(UsageMessageSpec usage) {
        usage.sortOptions(false)
                .autoWidth(true)
                .headerHeading("")
                .header("Serves the files in a directory over TFTP, for reading and, if allowed, writing.")
                .synopsisHeading("%nUsage: ")
                .customSynopsis("tftpd [options] DIRECTORY")
                .descriptionHeading("%n")
                .description(
                        "Runs in the foreground and logs to standard error. On SIGTERM, SIGINT (Ctrl-C) or SIGHUP (terminal closed) it"
                                + " accepts no more requests and lets running transfers finish; a second signal aborts them. On"
                                + " SIGUSR1 or SIGUSR2 it logs its state: each running transfer, and totals since the start.",
                        "",
                        "SIZE is in bytes; K, M, G and T stand for 1024, 1024^2 and so on.",
                        "",
                        "Settings can also come from environment variables: TFTPD_MAX_RATE for --max-rate, TFTPD_DIRECTORY for"
                                + " DIRECTORY. The command line takes precedence.")
                .parameterListHeading("%n")
                .optionListHeading("%nOptions:%n")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(UsageMessageSpec.keyValuesMap(
                        "0:stopped cleanly by a signal",
                        "1:can't serve: no such directory, port in use, or no permission to bind it",
                        "2:invalid command line or environment variable"))
                .footerHeading("%nExamples:%n")
                .footer(
                        "  Network boot, read-only:",
                        "    sudo tftpd /srv/tftp",
                        "  A quick try, without root:",
                        "    tftpd --port 6969 --address 127.0.0.1 --uploads new .",
                        "  Backups of switch configurations, through a firewall:",
                        "    sudo tftpd --uploads replace --max-upload-size 16M \\",
                        "      --port-range 50000:50999 /srv/switches",
                        "  In a container, or for firmware that insists on port 69:",
                        "    sudo tftpd --single-port /srv/tftp");
    }
}
