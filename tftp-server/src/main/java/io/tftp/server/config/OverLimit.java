package io.tftp.server.config;

/** How a request over a limit is answered. */
enum OverLimit {
    SILENCE,
    ERROR
}
