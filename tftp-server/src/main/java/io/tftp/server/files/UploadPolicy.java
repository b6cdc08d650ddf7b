package io.tftp.server.files;

/** Which uploads a served directory takes. */
public enum UploadPolicy {
    /** None: the directory is read-only to peers. */
    NONE,

    /** Files under names that nothing has yet. */
    NEW,

    /** Files under any name; one that exists is replaced whole, and keeps its content until then. */
    REPLACE
}
