package io.tftp.core.file;

/** How safe a received file is when {@link FileSink#commit} returns. */
public enum Durability {
    /** In the system's cache: safe from an end of this process, not from an end of the machine. */
    CACHED,

    /** On the disk, content and name: safe from a loss of power as far as the disk tells the truth. Costs a wait for the disk. */
    FLUSHED
}
