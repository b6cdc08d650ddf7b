package io.tftp.client.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tftp.client.RemoteFile;
import io.tftp.client.SimpleServer;
import io.tftp.client.TftpClient;
import io.tftp.core.impairment.Impairments;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ChaosProxyTest {

    private final List<String> passages = Collections.synchronizedList(new ArrayList<>());
    private Node client;
    private Node server;
    private ChaosProxy proxy;

    @BeforeEach
    void open() throws IOException {
        client = new Node();
        server = new Node();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        if (proxy != null) {
            proxy.close();
        }
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private ChaosPlan plan(Impairments impairments) {
        return ChaosPlan.between(anyPort(), server.address()).impaired(impairments);
    }

    private InetSocketAddress start(ChaosPlan plan) throws IOException {
        proxy = ChaosProxy.start(
                plan,
                passage -> passages.add(passage.flow() + " " + passage.direction() + " "
                        + passage.datagram().remaining() + " " + passage.fate().number()
                        + (passage.fate().lost() ? " lost" : "")
                        + (passage.fate().garbled() ? " garbled" : "")
                        + (passage.fate().doubled() ? " doubled" : "")));
        return proxy.addresses().get(0);
    }

    /**
     * <pre>
     *   client            proxy             server
     *     | -- request --> | --------------> 69 |
     *     | &lt;-- data --- F1 | &lt;------------- T1 |
     *     | &lt;-- other -- F2 | &lt;------------- T2 |     began a second one
     *     | --- ack ---> F1 | -------------> T1 |
     *     | -- request --> | --------------> 69 |     repeated
     * </pre>
     */
    @Test
    void eachPortOfTheServersIsAPortOfTheProxys() throws IOException {
        InetSocketAddress at = start(plan(Impairments.NONE));
        client.say("request", at);
        Node.Heard request = server.hear();
        try (Node first = new Node();
                Node second = new Node()) {
            first.say("data", request.from());
            second.say("other", request.from());
            Node.Heard data = client.hear();
            Node.Heard other = client.hear();
            assertThat(List.of(data.word(), other.word())).containsExactlyInAnyOrder("data", "other");
            assertThat(data.from()).isNotEqualTo(other.from()).isNotEqualTo(at);
            assertThat(other.from()).isNotEqualTo(at);
            Node.Heard ofFirst = data.word().equals("data") ? data : other;

            client.say("ack", ofFirst.from());
            assertThat(first.hear()).isEqualTo(new Node.Heard("ack", request.from()));
            first.say("more", request.from());
            assertThat(client.hear()).isEqualTo(new Node.Heard("more", ofFirst.from()));

            client.say("request", at);
            assertThat(server.hear()).isEqualTo(request);
        }
        assertThat(proxy.totals().flows()).isEqualTo(1);
    }

    @Test
    @Timeout(value = 50, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anObserverMayCloseAndHang() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        CountDownLatch hold = new CountDownLatch(1);
        proxy = ChaosProxy.start(plan(Impairments.NONE), passage -> {
            proxy.close();
            closed.countDown();
            while (hold.getCount() > 0) { // not even an interrupt helps
                Thread.onSpinWait();
            }
        });
        client.say("request", proxy.addresses().get(0));
        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        proxy.close();
        assertThat(hold.getCount()).isOne();
        hold.countDown();
    }

    @Test
    void aServerThatAnswersFromItsOnlyPortIsHeardFromWhereItWasAsked() throws IOException {
        InetSocketAddress at = start(plan(Impairments.NONE));
        client.say("request", at);
        Node.Heard request = server.hear();
        server.say("data", request.from());
        assertThat(client.hear()).isEqualTo(new Node.Heard("data", at));
        client.say("ack", at);
        assertThat(server.hear()).isEqualTo(new Node.Heard("ack", request.from()));
    }

    @Test
    void twoClientsAreTwoPortsForTheServer() throws IOException {
        InetSocketAddress at = start(plan(Impairments.NONE));
        try (Node other = new Node()) {
            client.say("one", at);
            Node.Heard one = server.hear();
            other.say("two", at);
            Node.Heard two = server.hear();
            assertThat(one.from()).isNotEqualTo(two.from());
            server.say("to two", two.from());
            server.say("to one", one.from());
            assertThat(other.hear().word()).isEqualTo("to two");
            assertThat(client.hear().word()).isEqualTo("to one");
        }
        assertThat(proxy.totals().flows()).isEqualTo(2);
    }

    @Test
    void strangersAreNotPassedOn() throws IOException {
        InetSocketAddress at = start(plan(Impairments.NONE));
        client.say("request", at);
        Node.Heard request = server.hear();
        try (Node transfer = new Node();
                Node stranger = new Node()) {
            transfer.say("data", request.from());
            InetSocketAddress front = client.hear().from();
            stranger.say("strange", front);
            client.say("ack", front);
            assertThat(transfer.hear().word()).isEqualTo("ack");
            assertThat(transfer.hearAll()).isEmpty();
        }
    }

    @Test
    void theSameTrafficMeetsTheSameFate() throws IOException {
        Impairments rough = Impairments.NONE.withLoss(0.2).withGarbling(0.2).withDuplication(0.2, 1_000);
        List<List<String>> stories = new ArrayList<>();
        for (long seed : new long[] {5, 5, 6}) {
            passages.clear();
            InetSocketAddress at = start(plan(rough).seeded(seed));
            try (Node fresh = new Node()) {
                for (int i = 0; i < 100; i++) {
                    fresh.say("word", at);
                }
                await().until(() -> passages.size() == 100);
            }
            stories.add(List.copyOf(passages));
            proxy.close();
            server.hearAll();
        }
        assertThat(stories.get(1)).isEqualTo(stories.get(0));
        assertThat(stories.get(2)).isNotEqualTo(stories.get(0));
        assertThat(stories.get(0)).anyMatch(line -> line.endsWith("lost")).anyMatch(line -> line.endsWith("garbled"));
    }

    @Test
    void everyDatagramIsAccountedFor() throws IOException {
        InetSocketAddress at = start(plan(new Impairments(0.2, 0.2, 0.2, 0.2, 100_000, 0, 1_000_000, 0, 0, 0, 0)));
        for (int i = 0; i < 200; i++) {
            client.say("word", at);
        }
        await().until(() -> proxy.totals().toServer().received() == 200);
        List<String> heard = server.hearAll();
        ChaosTotals.Counts counts = proxy.totals().toServer();
        assertThat(counts.passed() + counts.dropped()).isEqualTo(200);
        assertThat(heard).hasSize((int) (counts.passed() + counts.doubled()));
        assertThat(counts.delayed() + counts.reordered()).isEqualTo(counts.passed());
        assertThat(heard.stream().filter(word -> !word.equals("word")).count()).isPositive();
        assertThat(counts.dropped()).isBetween(20L, 60L);
        assertThat(counts.doubled()).isBetween(15L, 55L);
        assertThat(counts.reordered()).isBetween(15L, 55L);
        assertThat(counts.corrupted()).isBetween(15L, 55L);
        assertThat(counts.overflowed()).isZero();
        assertThat(proxy.totals().toClient()).isEqualTo(new ChaosTotals.Counts(0, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    @Test
    void delayedDatagramsComeInTheirOrder() throws IOException {
        InetSocketAddress at = start(plan(Impairments.NONE.withDelay(2_000_000, 3_000_000)));
        List<String> said = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            client.say("word " + i, at);
            said.add("word " + i);
        }
        assertThat(server.hearAll()).isEqualTo(said);
    }

    @Test
    void allClientsShareTheLineAndTheQueueBeforeIt() throws IOException {
        // A byte a second: what is on the line stays there.
        InetSocketAddress at = start(plan(Impairments.NONE.withRate(1).withQueue(2)));
        try (Node other = new Node()) {
            for (int i = 0; i < 5; i++) {
                client.say("word", at);
                other.say("word", at);
            }
            await().until(() -> proxy.totals().toServer().received() == 10);
        }
        assertThat(proxy.totals().flows()).isEqualTo(2);
        assertThat(proxy.totals().toServer().passed()).isEqualTo(3); // one on the line, two wait
        assertThat(proxy.totals().toServer().queueFull()).isEqualTo(7);
        assertThat(proxy.totals().toServer().overflowed()).isZero();
    }

    @Test
    void theLineCountsHeadersToo() throws IOException {
        List<Long> takes = Collections.synchronizedList(new ArrayList<>());
        ChaosPlan slow = plan(Impairments.NONE.withRate(1_000_000));
        proxy = ChaosProxy.start(slow, passage -> takes.add(passage.fate().arrivalNanos() - passage.nowNanos()));
        client.say("x".repeat(100), proxy.addresses().get(0));
        assertThat(server.hear().word()).hasSize(100);
        assertThat(takes).containsExactly((100L + 14 + 20 + 8) * 1_000);
    }

    @Test
    void aReorderedOneComesBehindThoseThatWereToOvertakeIt() throws IOException {
        List<Boolean> late = Collections.synchronizedList(new ArrayList<>());
        ChaosPlan reordering =
                plan(Impairments.NONE.withLateness(0.2, 60_000_000_000L).withOvertakers(3));
        proxy = ChaosProxy.start(reordering, passage -> late.add(passage.fate().late()));
        for (int i = 0; i < 100; i++) {
            client.say("" + i, proxy.addresses().get(0));
        }
        List<String> heard = server.hearAll();
        assertThat(late).hasSize(100).contains(true);
        List<String> expected = new ArrayList<>();
        List<int[]> held = new ArrayList<>(); // which, and how many have overtaken it
        for (int i = 0; i < 100; i++) {
            if (late.get(i)) {
                held.add(new int[] {i, 0});
                continue;
            }
            expected.add("" + i);
            held.forEach(each -> each[1]++);
            held.stream().filter(each -> each[1] == 3).forEach(each -> expected.add("" + each[0]));
        }
        assertThat(heard).isEqualTo(expected);
    }

    @Test
    void oneDirectionAloneCanBeBad() throws IOException {
        InetSocketAddress at = start(plan(Impairments.NONE).impaired(Impairments.NONE, Impairments.NONE.withLoss(1)));
        client.say("request", at);
        Node.Heard request = server.hear();
        server.say("answer", request.from());
        assertThat(client.hearAll()).isEmpty();
        assertThat(proxy.totals().toClient().dropped()).isEqualTo(1);
    }

    @Test
    void whatHasNoRoomToWaitIsDropped() throws IOException {
        InetSocketAddress at =
                start(plan(Impairments.NONE.withDelay(50_000_000, 0)).bounded(10, 1_000, Duration.ofMinutes(1)));
        for (int i = 0; i < 20; i++) {
            client.say("x".repeat(100), at);
        }
        await().until(() -> proxy.totals().toServer().received() == 20);
        assertThat(server.hearAll()).hasSize(5); // of 100 bytes each, and as much for each to be remembered
        assertThat(proxy.totals().toServer().overflowed()).isEqualTo(15);
        client.say("late", at);
        assertThat(server.hear().word()).isEqualTo("late");
    }

    @Test
    void thePortsThatAreRememberedAreBounded() throws IOException {
        InetSocketAddress at = start(plan(Impairments.NONE).bounded(1, 1_000, Duration.ofMinutes(1)));
        client.say("one", at);
        server.hear();
        try (Node other = new Node()) {
            other.say("two", at);
            client.say("three", at);
            assertThat(server.hear().word()).isEqualTo("three");
        }
        assertThat(proxy.totals().turnedAway()).isEqualTo(1);
    }

    @Test
    void aSilentPortIsForgotten() throws Exception {
        InetSocketAddress at = start(plan(Impairments.NONE).bounded(1, 1_000, Duration.ofMillis(50)));
        client.say("one", at);
        InetSocketAddress before = server.hear().from();
        try (Node other = new Node()) {
            await().atMost(5, TimeUnit.SECONDS).until(() -> {
                other.say("two", at);
                return !server.hearAll().isEmpty();
            });
        }
        server.say("late", before);
        assertThat(client.hearAll()).isEmpty();
    }

    @Test
    void aProxyCannotBeItsOwnServer() throws IOException {
        InetSocketAddress free;
        try (Node node = new Node()) {
            free = node.address();
        }
        assertThatThrownBy(() -> ChaosProxy.start(ChaosPlan.between(free, free), ChaosObserver.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("own server");
    }

    @Test
    void plansOutOfRangeAreRefused() {
        assertThatThrownBy(() -> ChaosPlan.between(anyPort(), anyPort())).isInstanceOf(IllegalArgumentException.class);
        ChaosPlan plan = plan(Impairments.NONE);
        Duration minute = Duration.ofMinutes(1);
        assertThatThrownBy(() -> plan.bounded(0, 1, minute)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plan.bounded(20_001, 1, minute)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plan.bounded(1, 0, minute)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> plan.bounded(1, 1, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void afterItsEndNoThreadIsLeft() throws IOException {
        start(plan(Impairments.NONE));
        proxy.close();
        assertThat(Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
                .doesNotContain("tftp-chaos");
    }

    @Test
    void filesComeWholeThroughASlowNetworkInBothDirections() throws Exception {
        byte[] content = new byte[40_000];
        new Random(1).nextBytes(content);
        try (SimpleServer files = new SimpleServer();
                TftpClient tftp = TftpClient.builder()
                        .timeout(Duration.ofMillis(50))
                        .retries(20)
                        .build()) {
            files.files().put("file", content);
            // SimpleServer repeats nothing, so nothing may be lost; the interoperability tests have servers that do.
            InetSocketAddress at = start(ChaosPlan.between(
                            anyPort(), new InetSocketAddress(InetAddress.getByName(files.host()), files.port()))
                    .impaired(
                            Impairments.NONE.withDelay(200_000, 100_000),
                            Impairments.NONE.withDelay(200_000, 100_000).withRate(50_000_000))
                    .seeded(3));
            RemoteFile remote = RemoteFile.of(at.getAddress().getHostAddress(), at.getPort(), "file");
            ByteArrayOutputStream got = new ByteArrayOutputStream();
            tftp.get(remote, got);
            assertThat(got.toByteArray()).isEqualTo(content);
            RemoteFile copy = RemoteFile.of(at.getAddress().getHostAddress(), at.getPort(), "copy");
            tftp.put(new ByteArrayInputStream(content), OptionalLong.of(content.length), copy);
            assertThat(files.files().get("copy")).isEqualTo(content);
        }
        assertThat(proxy.totals().flows()).isEqualTo(2);
        assertThat(proxy.totals().toClient().delayed()).isPositive();
    }
}
