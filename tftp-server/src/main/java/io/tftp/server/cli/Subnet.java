package io.tftp.server.cli;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import java.net.InetAddress;
import java.util.function.Predicate;

/**
 * Clients' addresses as the command line names them: one address, or all that begin with the same bits. Immutable.
 *
 * @param block the addresses
 */
record Subnet(IPAddress block) implements Predicate<InetAddress> {

    @Override
    public boolean test(InetAddress client) {
        return block.contains(new IPAddressGenerator().from(client.getAddress()));
    }

    @Override
    public String toString() {
        return block.toString();
    }
}
