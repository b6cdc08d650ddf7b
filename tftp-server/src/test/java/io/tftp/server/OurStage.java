package io.tftp.server;

import io.tftp.core.transfer.Outcome;
import io.tftp.core.transfer.RetryPolicy;
import io.tftp.server.files.UploadPolicy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/** A stage with this suite's server in this process. */
public final class OurStage extends SocketStage {

    private static final Duration LONG = Duration.ofSeconds(30);

    /** No packet of a script that has nothing to do with timers is sent twice, however slow this machine is. */
    private static final RetryPolicy PATIENT = new RetryPolicy(LONG, LONG, LONG, 1);

    /** Where timers are waited for, they are short. */
    private static final RetryPolicy QUICK =
            new RetryPolicy(Duration.ofMillis(300), Duration.ofMillis(50), Duration.ofMillis(600), 4);

    private final ServerHarness harness;

    /**
     * Creates a stage.
     *
     * @param root the directory to serve
     */
    public OurStage(Path root) {
        this(root, new ServerHarness(ServerHarness.Ports.EPHEMERAL));
    }

    OurStage(Path root, ServerHarness harness) {
        super(root);
        this.harness = harness;
    }

    @Override
    public void open(boolean uploads, boolean waits) throws IOException {
        UploadPolicy policy = uploads ? UploadPolicy.NEW : UploadPolicy.NONE;
        TftpServer server = harness.start(harness.builder()
                .retryPolicy(waits ? QUICK : PATIENT)
                .handler(harness.directory(root(), policy, OptionalLong.empty())));
        opened(server.addresses().get(0));
    }

    @Override
    public Optional<Outcome.Kind> ended() {
        try {
            return Optional.of(harness.ended().outcome().kind());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        super.close();
        harness.close();
    }
}
