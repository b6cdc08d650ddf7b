package io.tftp.core.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tftp.core.content.StorageFullException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSpaceTest {

    @TempDir
    Path directory;

    @Test
    void moreThanTheDiskHasIsRefused() {
        assertThatExceptionOfType(StorageFullException.class)
                .isThrownBy(() -> DiskSpace.ensureRoom(directory, Long.MAX_VALUE));
        assertThatCode(() -> DiskSpace.ensureRoom(directory, 1)).doesNotThrowAnyException();
    }

    @Test
    void unknownRoomRefusesNothing() {
        assertThatCode(() -> DiskSpace.ensureRoom(directory.resolve("missing"), 1))
                .doesNotThrowAnyException();
    }

    @Test
    void fullDisksAndQuotasAreRecognised() {
        assertThat(DiskSpace.isFull(new IOException("No space left on device"), directory))
                .isTrue();
        assertThat(DiskSpace.isFull(new FileSystemException("x", null, "Disk quota exceeded"), directory))
                .isTrue();
    }

    @Test
    void otherErrorsAreNot() {
        assertThat(DiskSpace.isFull(new IOException("Input/output error"), directory))
                .isFalse();
        assertThat(DiskSpace.isFull(new IOException(), directory)).isFalse();
        assertThat(DiskSpace.isFull(FileErrors.denied("x", "No space left on device"), directory))
                .isFalse();
        assertThat(DiskSpace.isReadOnly(new FileSystemException("x", null, "Something"), directory))
                .isFalse();
    }
}
