package io.tftp.interop;

import io.tftp.client.RemoteFile;
import io.tftp.client.TftpClient;
import io.tftp.client.TftpClientBuilder;

/** This suite's client, set up for an exchange. */
final class OurClient {

    private OurClient() {}

    static TftpClient with(Terms terms) {
        TftpClientBuilder builder = TftpClient.builder().mode(terms.mode());
        terms.blockSizeBytes().ifPresent(builder::blockSize);
        terms.windowSize().ifPresent(builder::windowSize);
        if (terms.withoutOptions()) {
            builder.noOptions();
        }
        return builder.build();
    }

    static RemoteFile remote(ServerProcess server, String name) {
        return RemoteFile.of(
                server.address().getAddress().getHostAddress(), server.address().getPort(), name);
    }
}
