package io.tftp.server.cli;

import picocli.CommandLine.Model.UsageMessageSpec;

/** What {@code --help} says beside the options. */
final class Usage {

    private Usage() {}

    static void describe(UsageMessageSpec usage) {
        usage.sortOptions(false)
                .autoWidth(true)
                .headerHeading("")
                .header("Serves the files of a directory over TFTP, to be read and, if allowed, written.")
                .synopsisHeading("%nUsage: ")
                .customSynopsis("tftpd [options] DIRECTORY")
                .descriptionHeading("%n")
                .description(
                        "Runs in the foreground and logs to standard error. SIGTERM, SIGINT (Ctrl-C) or SIGHUP (a closed terminal)"
                                + " stop it: it takes no more requests and lets running transfers end; a second one breaks these"
                                + " off. SIGUSR1 or SIGUSR2 has it log its state: each transfer under way, and what it has done so"
                                + " far.",
                        "",
                        "SIZE is in bytes, or with K, M, G or T in units of 1024, 1024^2 and so on.")
                .parameterListHeading("%n")
                .optionListHeading("%nOptions:%n")
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(UsageMessageSpec.keyValuesMap(
                        "0:stopped by a signal, in good order",
                        "1:can't serve: no such directory, the port is in use, no right to bind it",
                        "2:wrong command line"))
                .footerHeading("%nExamples:%n")
                .footer(
                        "  Network boot, read-only:",
                        "    sudo tftpd /srv/tftp",
                        "  To try it out, without root:",
                        "    tftpd --port 6969 --address 127.0.0.1 --uploads new .",
                        "  Switches store their configuration, through a packet filter:",
                        "    sudo tftpd --uploads replace --max-upload-size 16M \\",
                        "      --port-range 50000:50999 /srv/switches",
                        "  In a container, or for firmware that insists on port 69:",
                        "    sudo tftpd --single-port /srv/tftp");
    }
}
