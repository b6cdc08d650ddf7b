package io.tftp.server.files;

import io.tftp.core.file.FileErrors;
import io.tftp.core.file.TemporaryName;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The file name of a request, taken apart: {@code /x}, {@code x}, {@code \x} and {@code a/../x} are all the one component
 * {@code x} below the served directory.
 *
 * @param components names without separators, none of them empty, {@code .} or {@code ..}; at least one
 * @param label what messages to the peer call the file: its own words, cut short and without anything that would harm
 */
public record RequestPath(List<String> components, String label) {

    /** The longest name that a request may ask for, in bytes of UTF-8. */
    public static final int MAX_NAME_BYTES = 500;

    /** The longest component that common file systems have, in bytes. */
    private static final int MAX_COMPONENT_BYTES = 255;

    private static final int MAX_LABEL_CHARS = 100;

    /**
     * Copies the components.
     *
     * @param components names without separators
     * @param label what messages to the peer call the file
     */
    public RequestPath {
        Objects.requireNonNull(components, "components");
        Objects.requireNonNull(label, "label");
        components = List.copyOf(components);
    }

    /**
     * Takes a request's file name apart.
     *
     * @param filename as it stands in the request
     * @return the path
     * @throws NoSuchFileException if no file can have that name, or only one that is being received
     * @throws AccessDeniedException if it leads above the served directory, or is a directory's: one that ends in a separator, {@code .}
     *     or {@code ..}, whatever there is of that name
     */
    public static RequestPath parse(String filename) throws NoSuchFileException, AccessDeniedException {
        String label = label(filename);
        if (bytes(filename) > MAX_NAME_BYTES || filename.indexOf('\0') >= 0) {
            throw FileErrors.notFound(label);
        }
        List<String> components = new ArrayList<>();
        boolean directory = true;
        for (String component : filename.replace('\\', '/').split("/", -1)) {
            directory = true; // unless it ends in a name
            switch (component) {
                case "", "." -> {
                    // Neither leads anywhere.
                }
                case ".." -> {
                    if (components.isEmpty()) {
                        throw FileErrors.denied(label, "outside the served directory");
                    }
                    components.remove(components.size() - 1);
                }
                default -> {
                    components.add(component);
                    directory = false;
                }
            }
        }
        if (directory) {
            throw FileErrors.denied(label, "is a directory");
        }
        for (String component : components) {
            if (bytes(component) > MAX_COMPONENT_BYTES || TemporaryName.matches(component)) {
                throw FileErrors.notFound(label);
            }
        }
        return new RequestPath(components, label);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** A percent sign is a format directive to some boot loaders (GRUB), and a control character one to a terminal. */
    private static String label(String filename) {
        String shown = filename.length() > MAX_LABEL_CHARS ? filename.substring(0, MAX_LABEL_CHARS) + "..." : filename;
        StringBuilder label = new StringBuilder(shown.length());
        shown.chars()
                .map(c -> c == '%' || Character.isISOControl(c) || Character.isSurrogate((char) c) ? '?' : c)
                .forEach(c -> label.append((char) c));
        return label.toString();
    }
}
