package io.tftp.core.content;

/**
 * Which content something is: two readers whose versions are equal read the same, byte for byte. A version from before a change never
 * equals one from after it. Versions are equal by {@code equals}. Thread-safe.
 */
public interface ContentVersion {}
