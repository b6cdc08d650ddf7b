package io.tftp.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tftp.core.content.ContentChangedException;
import io.tftp.core.content.StorageFullException;
import io.tftp.core.wire.ErrorCode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RefusalTest {

    static Stream<Arguments> exceptions() {
        String path = "/srv/secret/file";
        return Stream.of(
                arguments(new NoSuchFileException(path), ErrorCode.FILE_NOT_FOUND),
                arguments(new FileNotFoundException(path), ErrorCode.FILE_NOT_FOUND),
                arguments(new AccessDeniedException(path), ErrorCode.ACCESS_VIOLATION),
                arguments(new FileAlreadyExistsException(path), ErrorCode.FILE_ALREADY_EXISTS),
                arguments(new StorageFullException("the disk is full"), ErrorCode.DISK_FULL),
                arguments(new ContentChangedException("the file changed"), ErrorCode.NOT_DEFINED),
                arguments(new RefusedException(ErrorCode.NO_SUCH_USER, "not you"), ErrorCode.NO_SUCH_USER),
                arguments(new FileSystemException(path, null, "Input/output error"), ErrorCode.NOT_DEFINED),
                arguments(new IOException(path), ErrorCode.NOT_DEFINED),
                arguments(new IllegalStateException(path), ErrorCode.NOT_DEFINED));
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    void anExceptionBecomesItsCodeWithoutAPathOfThisHost(Exception e, ErrorCode code) {
        Refusal refusal = Refusal.of(e);

        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.message()).isNotBlank().doesNotContain("/srv");
    }

    @Test
    void aChangeIsSaidAsWhatItIs() {
        Refusal refusal = Refusal.of(new ContentChangedException("the file changed while it was sent"));

        assertThat(refusal.message()).isEqualTo("the file changed while it was sent");
    }
}
