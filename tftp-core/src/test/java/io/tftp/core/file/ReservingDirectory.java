package io.tftp.core.file;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/** A directory on a file system without hard links. */
class ReservingDirectory implements SinkDirectory {

    private final SinkDirectory directory;

    ReservingDirectory(SinkDirectory directory) {
        this.directory = directory;
    }

    @Override
    public Path path() {
        return directory.path();
    }

    @Override
    public Optional<BasicFileAttributes> attributes(Path name) throws IOException {
        return directory.attributes(name);
    }

    @Override
    public SeekableByteChannel create(Path name, Set<PosixFilePermission> permissions) throws IOException {
        return directory.create(name, permissions);
    }

    @Override
    public void replace(Path from, Path to) throws IOException {
        directory.replace(from, to);
    }

    @Override
    public void publish(Path from, Path to) throws IOException {
        NameReservation.publish(directory, from, to);
    }

    @Override
    public void delete(Path name) throws IOException {
        directory.delete(name);
    }

    @Override
    public void sync() throws IOException {
        directory.sync();
    }

    @Override
    public void close() throws IOException {
        directory.close();
    }
}
