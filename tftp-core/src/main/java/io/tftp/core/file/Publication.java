package io.tftp.core.file;

/** What may happen to a file that already has the name under which a received one is to appear. */
public enum Publication {
    /** It stays, and the received file is refused. Of several received at once, the first that is complete appears. */
    NEW,

    /** The received file takes its place, whole and at once. Of several received at once, the last that is complete stays. */
    REPLACE
}
