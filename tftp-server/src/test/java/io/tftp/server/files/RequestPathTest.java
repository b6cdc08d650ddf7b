package io.tftp.server.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {

    @ParameterizedTest
    @CsvSource({
        "x, x",
        "/x, x",
        "\\x, x",
        "//x, x",
        "./x, x",
        "a/b, a b",
        "\\Boot\\BCD, Boot BCD",
        "/boot\\x64/./y, boot x64 y",
        "a/../x, x",
        "a/b/../../x, x",
        "..., ...",
        "..x, ..x",
        ".hidden, .hidden",
        "~/x, ~ x",
        "C:/x, C: x",
        "a b, 'a b'"
    })
    void nameIsTakenApart(String filename, String components) throws Exception {
        List<String> expected =
                components.equals("a b") && filename.equals("a b") ? List.of("a b") : List.of(components.split(" "));
        assertThat(RequestPath.parse(filename).components()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../x",
                "/../x",
                "\\..\\x",
                "a/../../x",
                "..\\x",
                "./../x",
                "",
                "/",
                ".",
                "a/..",
                "\\",
                "/boot\\x64\\..\\.."
            })
    void nameThatLeavesOrIsTheRootIsDenied(String filename) {
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> RequestPath.parse(filename));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x/", "x\\", "x//", "a/x/", "x/.", "x\\.", "a/x/..", "x/./"})
    void nameOfADirectoryIsDeniedWhateverIsThere(String filename) {
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> RequestPath.parse(filename))
                .withMessageContaining("is a directory");
    }

    @Test
    void nameThatNoFileCanHaveIsNotFound() {
        for (String filename : List.of("a\0b", "x".repeat(256), "x/".repeat(251), "\u00e9".repeat(128))) {
            assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> RequestPath.parse(filename));
        }
    }

    @Test
    void longestNamesAreTaken() throws Exception {
        assertThat(RequestPath.parse("x".repeat(255)).components()).hasSize(1);
        assertThat(RequestPath.parse("x/".repeat(249) + "x").components()).hasSize(250);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".tftp-00000000-0123456789abcdef.part",
                "a/.TFTP-00000000-0123456789ABCDEF.PART",
                ".tftp-00000000-0123456789abcdef.part/x"
            })
    void temporaryNamesAreNotFound(String filename) {
        assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> RequestPath.parse(filename));
    }

    @Test
    void labelIsShortAndHarmless() throws Exception {
        assertThat(RequestPath.parse("/a/%s\u001b[2J").label()).isEqualTo("/a/?s?[2J");
        assertThat(RequestPath.parse("x".repeat(255)).label()).hasSize(103);
        assertThat(RequestPath.parse("\ud800x").label()).isEqualTo("?x");
    }
}
