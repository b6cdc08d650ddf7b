package io.tftp.comparison;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Font;
import java.awt.font.FontRenderContext;

/** A JVM measures a picture's text with the system's fonts, and some systems have none. Static. */
public final class Fonts {

    private Fonts() {}

    /** Skips the test where nothing can be drawn. */
    public static void assumeThere() {
        System.setProperty("java.awt.headless", "true");
        boolean there;
        try {
            new Font(Font.SANS_SERIF, Font.PLAIN, 12).getStringBounds("x", new FontRenderContext(null, true, true));
            there = true;
        } catch (RuntimeException | Error e) {
            there = false;
        }
        assumeTrue(there, "no fonts");
    }
}
