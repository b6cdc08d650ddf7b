package io.tftp.client.chaos;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A socket on loopback that speaks words, at one of the ends of a proxy. */
final class Node implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 5_000;

    /** A word, and where it came from. */
    record Heard(String word, InetSocketAddress from) {}

    private final DatagramSocket socket;

    Node() throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    void say(String word, InetSocketAddress to) throws IOException {
        byte[] bytes = word.getBytes(US_ASCII);
        socket.send(new DatagramPacket(bytes, bytes.length, to));
    }

    Heard hear() throws IOException {
        return hear(PATIENCE_MILLIS);
    }

    private Heard hear(int millis) throws IOException {
        socket.setSoTimeout(millis);
        DatagramPacket packet = new DatagramPacket(new byte[2_048], 2_048);
        socket.receive(packet);
        return new Heard(new String(packet.getData(), 0, packet.getLength(), US_ASCII), (InetSocketAddress)
                packet.getSocketAddress());
    }

    /** All words until it has been silent for a while. */
    List<String> hearAll() throws IOException {
        List<String> words = new ArrayList<>();
        try {
            while (true) {
                words.add(hear(300).word());
            }
        } catch (SocketTimeoutException e) {
            return words;
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
