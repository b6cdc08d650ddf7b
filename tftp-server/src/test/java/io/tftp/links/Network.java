package io.tftp.links;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Four hosts in a row, network namespaces joined by pairs of veth devices:
 *
 * <pre>
 *   client --- chaos --- router --- server
 * </pre>
 *
 * <p>The router's devices have the token bucket, one in each direction; the server's and the client's kernel have nothing that would
 * hold a sender up. Where a link is to lose, delay or reorder, {@code tftp chaos} runs on the second host and is what the client asks;
 * else that host passes packets on.
 */
final class Network implements Closeable {

    /** A host. */
    enum Node {
        CLIENT,
        CHAOS,
        ROUTER,
        SERVER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static final String CLIENT_ADDRESS = "10.213.1.1";
    static final String CHAOS_ADDRESS = "10.213.1.2";
    static final String SERVER_ADDRESS = "10.213.3.2";

    /** The devices that the ends have. */
    static final String CLIENT_DEVICE = "c0";

    static final String SERVER_DEVICE = "s0";

    private static final String ROUTER_TO_CLIENT = "r0";
    private static final String ROUTER_TO_SERVER = "r1";

    /**
     * Less than two packets, so that the bucket cuts in pieces what comes to it as a run of several; and more than one, so that it
     * may be a bit late with the next at 100 Mbit/s.
     */
    private static final int BURST_BYTES = 2_900;

    private final String prefix;

    private Network(String prefix) {
        this.prefix = prefix;
    }

    /** Makes it; the names of the namespaces begin with the prefix. */
    static Network create(String prefix) throws IOException, InterruptedException {
        Network network = new Network(prefix);
        try {
            for (Node node : Node.values()) {
                Shell.run("ip netns add " + network.name(node));
                network.run(node, "sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv4.ip_forward=1");
                network.run(node, "ip link set lo up");
            }
            network.join(Node.CLIENT, CLIENT_DEVICE, Node.CHAOS, "x0", 1);
            network.join(Node.CHAOS, "x1", Node.ROUTER, ROUTER_TO_CLIENT, 2);
            network.join(Node.ROUTER, ROUTER_TO_SERVER, Node.SERVER, SERVER_DEVICE, 3);
            network.run(Node.CLIENT, "ip route add default via 10.213.1.2");
            network.run(Node.CHAOS, "ip route add 10.213.3.0/24 via 10.213.2.2");
            network.run(Node.ROUTER, "ip route add 10.213.1.0/24 via 10.213.2.1");
            network.run(Node.SERVER, "ip route add default via 10.213.3.1");
            return network;
        } catch (IOException | InterruptedException e) {
            network.close();
            throw e;
        }
    }

    /** Two devices that know each other: no question for an address is in any queue. */
    private void join(Node left, String leftDevice, Node right, String rightDevice, int net)
            throws IOException, InterruptedException {
        String leftMac = "02:00:00:00:0" + net + ":01";
        String rightMac = "02:00:00:00:0" + net + ":02";
        Shell.run("ip link add " + leftDevice + " netns " + name(left) + " address " + leftMac + " type veth peer name "
                + rightDevice + " netns " + name(right) + " address " + rightMac);
        setUp(left, leftDevice, net + ".1");
        setUp(right, rightDevice, net + ".2");
        run(left, "ip neigh add 10.213." + net + ".2 lladdr " + rightMac + " nud permanent dev " + leftDevice);
        run(right, "ip neigh add 10.213." + net + ".1 lladdr " + leftMac + " nud permanent dev " + rightDevice);
    }

    /** Packets are what goes over a wire: the kernel may not hand on several of them as one, of UDP neither. */
    private void setUp(Node node, String device, String address) throws IOException, InterruptedException {
        run(node, "ethtool -K " + device + " gso off tso off gro off tx-udp-segmentation off");
        run(node, "ip address add 10.213." + address + "/24 dev " + device);
        run(node, "ip link set " + device + " up");
    }

    private void run(Node node, String command) throws IOException, InterruptedException {
        Shell.run("ip netns exec " + name(node) + " " + command);
    }

    /** Gives the router's devices the link's rate and queue, both empty. */
    void shape(Link link) throws IOException, InterruptedException {
        for (String device : List.of(ROUTER_TO_CLIENT, ROUTER_TO_SERVER)) {
            // First something else: to replace a bucket by a bucket leaves what waits in it.
            run(Node.ROUTER, "tc qdisc replace dev " + device + " root pfifo limit 10000");
            if (link.shaped()) {
                run(
                        Node.ROUTER,
                        "tc qdisc replace dev " + device + " root tbf rate " + link.bitsPerSecond() + "bit burst "
                                + BURST_BYTES + " limit " + link.queueBytes());
            }
        }
    }

    /** Starts a program on a host. */
    Process start(Node node, List<String> command, Path output) throws IOException {
        List<String> there = new ArrayList<>(List.of("ip", "netns", "exec", name(node)));
        there.addAll(command);
        return Shell.start(there, output);
    }

    private String name(Node node) {
        return prefix + "-" + node;
    }

    /** Takes it away, devices and all. */
    @Override
    public void close() throws IOException {
        for (Node node : Node.values()) {
            try {
                Shell.run("ip netns delete " + name(node));
            } catch (IOException e) {
                // It wasn't made yet, or the script has taken it away.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
