/**
 * What {@code tftpd} bears from clients that mean it no good, measured from outside: {@code scripts/abuse} runs it, and prints the
 * figures of {@code docs/reliability.md}.
 */
package io.tftp.abuse;
