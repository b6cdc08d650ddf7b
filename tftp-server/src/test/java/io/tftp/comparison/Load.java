package io.tftp.comparison;

import io.tftp.client.bench.Content;
import io.tftp.client.bench.Line;
import io.tftp.client.bench.LoadPlan;
import io.tftp.client.bench.LoadPlan.Direction;
import io.tftp.core.options.Proposal;
import io.tftp.core.transfer.RetryPolicy;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is asked of each server.
 *
 * @param direction which way the content goes
 * @param fileBytes how large each file is
 * @param clients how many transfers run at once
 * @param transfers how many there are in all
 * @param proposal the options that are asked for
 * @param policy how long clients wait
 * @param line what lies between them and the server
 */
record Load(
        Direction direction,
        int fileBytes,
        int clients,
        long transfers,
        Proposal proposal,
        RetryPolicy policy,
        Line line) {

    /** One client that gets a file by plain RFC 1350. */
    static Load get(int fileBytes) {
        return new Load(Direction.GET, fileBytes, 1, 1, Proposal.NONE, RetryPolicy.DEFAULT, Line.PLAIN);
    }

    /** One client that puts a file by plain RFC 1350. */
    static Load put(int fileBytes) {
        return new Load(Direction.PUT, fileBytes, 1, 1, Proposal.NONE, RetryPolicy.DEFAULT, Line.PLAIN);
    }

    Load clients(int count) {
        return new Load(direction, fileBytes, count, Math.max(count, transfers), proposal, policy, line);
    }

    Load transfers(long count) {
        return new Load(direction, fileBytes, clients, count, proposal, policy, line);
    }

    Load blockSize(int bytes) {
        return asking(proposal.withTransferSize(true).withBlockSizeBytes(bytes));
    }

    Load window(int blocks) {
        return asking(proposal.withWindowSize(blocks));
    }

    Load timeout(int seconds) {
        return asking(proposal.withTimeoutSeconds(seconds));
    }

    private Load asking(Proposal changed) {
        return new Load(direction, fileBytes, clients, transfers, changed, policy, line);
    }

    Load patience(RetryPolicy changed) {
        return new Load(direction, fileBytes, clients, transfers, proposal, changed, line);
    }

    Load over(Line changed) {
        return new Load(direction, fileBytes, clients, transfers, proposal, policy, changed);
    }

    /** How many DATA packets each file takes; the last one may be empty. */
    int blocks() {
        return fileBytes / proposal.blockSizeBytes().orElse(512) + 1;
    }

    LoadPlan plan(InetSocketAddress server, String remote, Content content, long seed) {
        return new LoadPlan(
                server,
                remote,
                direction,
                content,
                clients,
                OptionalLong.of(transfers),
                Optional.empty(),
                proposal,
                policy,
                line,
                seed,
                false);
    }
}
