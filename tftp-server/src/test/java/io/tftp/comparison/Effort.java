package io.tftp.comparison;

import java.time.Duration;

/**
 * How much is done.
 *
 * @param rounds how often each server is measured
 * @param small whether what takes long is left out or made smaller
 */
record Effort(int rounds, boolean small) {

    /** How long tftpd is under load before it is measured: a JVM compiles what runs often, better and better for some seconds. */
    Duration warmUp() {
        return Duration.ofSeconds(choose(5, 2));
    }

    /** One of two numbers, the second one for a small effort. */
    int choose(int usual, int less) {
        return small ? less : usual;
    }
}
