package io.tftp.interop;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program of others, found on the PATH and known by what it says of itself: several share a name. */
enum PeerProgram {
    HPA_TFTP("tftp", "-V", "tftp-hpa ([\\w.]+)"),
    HPA_TFTPD("in.tftpd", "-V", "tftp-hpa ([\\w.]+)"),
    ATFTP("atftp", "--version", "atftp-([\\w.]+)"),
    ATFTPD("atftpd", "--version", "atftp-([\\w.]+)"),
    CURL("curl", "--version", "curl ([\\w.]+)[^$]*\\btftp\\b"),
    BUSYBOX("busybox", "--help", "BusyBox v([\\w.]+)[^$]*\\btftp\\b"),
    DNSMASQ("dnsmasq", "--version", "Dnsmasq version ([\\w.]+)[^$]*(?<!no-)\\bTFTP\\b");

    /**
     * A program that is there.
     *
     * @param path where
     * @param version what it says
     */
    record Found(Path path, String version) {}

    private static final Map<PeerProgram, Optional<Found>> FOUND = new ConcurrentHashMap<>();

    private final String fileName;
    private final String versionFlag;
    private final Pattern identity;

    PeerProgram(String fileName, String versionFlag, String identity) {
        this.fileName = fileName;
        this.versionFlag = versionFlag;
        this.identity = Pattern.compile(identity);
    }

    /** Its path; where there is none, the test ends. */
    String path() {
        return find().map(found -> found.path().toString())
                .orElseThrow(() -> Requirement.missing("there is no " + this + " on the PATH"));
    }

    Optional<Found> find() {
        return FOUND.computeIfAbsent(this, PeerProgram::search);
    }

    private Optional<Found> search() {
        String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
        for (String directory : path.split(File.pathSeparator, -1)) {
            Path candidate = Path.of(directory, fileName);
            if (Files.isExecutable(candidate)) {
                Optional<Found> found = identify(candidate);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Found> identify(Path candidate) {
        try {
            Command.Result result = Command.run(List.of(candidate.toString(), versionFlag));
            Matcher matcher = identity.matcher(result.out() + result.err());
            return matcher.find() ? Optional.of(new Found(candidate, matcher.group(1))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return fileName;
    }
}
