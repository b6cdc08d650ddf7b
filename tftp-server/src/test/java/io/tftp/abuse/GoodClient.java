package io.tftp.abuse;

import io.tftp.client.RemoteFile;
import io.tftp.client.TftpClient;
import io.tftp.client.TftpException;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A client that gets a file every tenth of a second, and takes the time. */
final class GoodClient implements AutoCloseable {

    private static final int PAUSE_MILLIS = 100;

    private final RemoteFile file;
    private final byte[] content;
    private final Thread thread = new Thread(this::run, "good-client");
    private List<Double> seconds = new ArrayList<>();
    private int failures;
    private final CountDownLatch ready = new CountDownLatch(1);
    private volatile boolean closed;

    /** Begins with a get that doesn't count. */
    GoodClient(InetSocketAddress server, String filename, byte[] content) throws InterruptedException {
        this.file = RemoteFile.of(server.getAddress().getHostAddress(), server.getPort(), filename);
        this.content = content;
        thread.setDaemon(true);
        thread.start();
        ready.await();
    }

    private void run() {
        try (TftpClient client = TftpClient.create()) {
            get(client); // this JVM and the server's have to load classes
            report();
            ready.countDown();
            while (!closed) {
                get(client);
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void get(TftpClient client) throws InterruptedException {
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        long begun = System.nanoTime();
        boolean right;
        try {
            client.get(file, got);
            right = Arrays.equals(got.toByteArray(), content);
        } catch (TftpException e) {
            right = false;
        }
        synchronized (this) {
            failures += right ? 0 : 1;
            seconds.add((double) (System.nanoTime() - begun) / TimeUnit.SECONDS.toNanos(1));
        }
    }

    /** What there is to tell since it was asked last: how many gets, the longest, and failures if there are any. */
    synchronized String report() {
        List<Double> sorted = new ArrayList<>(seconds);
        Collections.sort(sorted);
        String text = sorted.isEmpty()
                ? "none"
                : String.format(
                        "%.3f s (median %.3f, %d gets)",
                        sorted.get(sorted.size() - 1), sorted.get(sorted.size() / 2), sorted.size());
        String failed = failures == 0 ? "" : ", " + failures + " FAILED";
        seconds = new ArrayList<>();
        failures = 0;
        return text + failed;
    }

    @Override
    public void close() {
        closed = true; // and its thread ends by itself, as soon as its get does
    }
}
