package io.tftp.client.cli;

import io.tftp.client.RemoteFile;
import io.tftp.client.bench.LoadPlan;
import io.tftp.client.bench.LoadPlan.Direction;
import io.tftp.client.bench.LoadResult;
import io.tftp.client.bench.Percentiles;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What a run of bench showed, for programs: one JSON object on one line. Static. */
final class BenchJson {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final int FIRST_PRINTABLE = 0x20;

    private BenchJson() {}

    static String of(RemoteFile remote, LoadPlan plan, LoadResult result) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("host", remote.host());
        all.put("port", remote.port());
        all.put("remote", remote.name());
        all.put("direction", plan.direction() == Direction.GET ? "get" : "put");
        all.put("clients", plan.clients());
        all.put("loss_percent", plan.line().lossShare() * 100);
        all.put("duplicates_percent", plan.line().duplicateShare() * 100);
        all.put("coalescing", plan.line().coalescing());
        all.put("seed", plan.seed());
        all.putAll(figures(result));
        result.readBack().ifPresent(check -> all.put("read_back", figures(check)));
        return object(all) + System.lineSeparator();
    }

    private static Map<String, Object> figures(LoadResult result) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("ok", result.succeeded());
        all.put("failed", result.failed());
        all.put("failures", new LinkedHashMap<String, Object>(result.failures()));
        result.firstFailure().ifPresent(first -> all.put("first_failure", first));
        all.put("bytes", result.bytes());
        all.put("seconds", seconds(result.elapsed()));
        all.put("bytes_per_s", result.bytesPerSecond());
        all.put("transfers_per_s", result.transfersPerSecond());
        all.put("latency_s", percentiles(result.latency()));
        all.put("first_data_s", percentiles(result.firstData()));
        all.put("resends", result.resends());
        all.put("strays", result.strays());
        all.put("blksize", span(result.blockSizeBytes()));
        all.put("windowsize", span(result.windowSize()));
        result.processorTime().ifPresent(time -> all.put("cpu_s", seconds(time)));
        result.loopTime().ifPresent(time -> all.put("loop_cpu_s", seconds(time)));
        return all;
    }

    private static Map<String, Object> percentiles(Percentiles times) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("p50", seconds(times.p50()));
        all.put("p95", seconds(times.p95()));
        all.put("p99", seconds(times.p99()));
        all.put("max", seconds(times.max()));
        return all;
    }

    private static Map<String, Object> span(LoadResult.Span span) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("min", span.min());
        all.put("max", span.max());
        return all;
    }

    private static double seconds(Duration time) {
        return time.toNanos() / NANOS_PER_SECOND;
    }

    private static String object(Map<?, ?> members) {
        return members.entrySet().stream()
                .map(each -> quoted(String.valueOf(each.getKey())) + ":" + value(each.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String value(Object value) {
        if (value instanceof Map<?, ?> members) {
            return object(members);
        }
        return value instanceof Number || value instanceof Boolean ? value.toString() : quoted(value.toString());
    }

    /** RFC 8259 §7: quotation mark, reverse solidus and control characters have to be escaped, all else may stand. */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < FIRST_PRINTABLE) {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
