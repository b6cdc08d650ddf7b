package io.tftp.core.testing;

import io.tftp.core.transfer.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plays a {@link ClientScript} on a {@link ClientStage}, line by line. One thread at a time. */
public final class ScriptPlayer {

    private static final String PADDED = " padded";
    private static final String AGAIN = " again";

    private static final List<Step> STEPS = List.of(
            new Step("serve (text )?\"([^\"]+)\" (\\d+) bytes", (player, words) -> {
                ScriptContent content = new ScriptContent(words.group(2), words.group(1) != null);
                player.stage.file(words.group(2), content.local(Integer.parseInt(words.group(3))));
            }),
            new Step("uploads", (player, words) -> {}),
            new Step("> (.+)", (player, words) -> player.say(words.group(1))),
            new Step("< (.+)", (player, words) -> player.hear(words.group(1))),
            new Step(
                    "blocks (\\d+)\\.\\.(\\d+)(?: in windows of (\\d+))?",
                    (player, words) -> player.talk.blocks(
                            Integer.parseInt(words.group(1)),
                            Integer.parseInt(words.group(2)),
                            words.group(3) == null ? 1 : Integer.parseInt(words.group(3)))),
            new Step("(?:wait|pause) (\\d+) (ms|s)", (player, words) -> {
                long number = Long.parseLong(words.group(1));
                player.stage.pass(words.group(2).equals("s") ? Duration.ofSeconds(number) : Duration.ofMillis(number));
            }),
            new Step("silence", (player, words) -> player.talk.silence()),
            new Step("new port", (player, words) -> player.stage.newPort()),
            new Step("close port", (player, words) -> player.stage.closePort()),
            new Step("ends (\\w+)", (player, words) -> player.ends(words.group(1))),
            new Step("(not )?stored (text )?\"([^\"]+)\"(?: (\\d+) bytes)?", ScriptPlayer::stored));

    private final ClientStage stage;
    private final ScriptTalk talk;

    @FunctionalInterface
    private interface Action {
        void run(ScriptPlayer player, MatchResult words) throws IOException;
    }

    private record Step(Pattern pattern, Action action) {
        Step(String pattern, Action action) {
            this(Pattern.compile(pattern), action);
        }
    }

    private ScriptPlayer(ClientStage stage, boolean waits) {
        this.stage = stage;
        this.talk = new ScriptTalk(stage, waits && stage.realTime());
    }

    /**
     * Plays a script to its end.
     *
     * @param script what to play
     * @param stage where; stays open
     * @throws AssertionError if something else happens than is written; the message has the line
     */
    public static void play(ClientScript script, ClientStage stage) {
        List<String> steps = script.lines().stream().map(ClientScript::step).toList();
        boolean waits = steps.stream().anyMatch(step -> step.startsWith("wait "));
        ScriptPlayer player = new ScriptPlayer(stage, waits);
        boolean open = false;
        for (int i = 0; i < steps.size(); i++) {
            String step = steps.get(i);
            try {
                if (!open && step.startsWith("> ")) {
                    open = true;
                    stage.open(steps.contains("uploads"), waits);
                }
                if (!step.isEmpty()) {
                    player.play(step);
                }
            } catch (IOException | RuntimeException | AssertionError e) {
                throw new AssertionError(
                        script.name() + ".txt, line " + (i + 1) + ", " + step + ": " + e.getMessage(), e);
            }
        }
        try {
            player.talk.silence();
        } catch (IOException | AssertionError e) {
            throw new AssertionError(script.name() + ".txt, behind its last line: " + e.getMessage(), e);
        }
    }

    private void play(String line) throws IOException {
        for (Step step : STEPS) {
            Matcher matcher = step.pattern().matcher(line);
            if (matcher.matches()) {
                step.action().run(this, matcher.toMatchResult());
                return;
            }
        }
        throw new IllegalArgumentException("no such step");
    }

    private void say(String text) throws IOException {
        boolean padded = text.endsWith(PADDED);
        String packets = padded ? text.substring(0, text.length() - PADDED.length()) : text;
        for (String packet : PacketText.expand(packets)) {
            talk.say(PacketText.parse(packet, talk::block), padded);
        }
    }

    private void hear(String text) throws IOException {
        boolean again = text.endsWith(AGAIN);
        List<String> packets = PacketText.expand(again ? text.substring(0, text.length() - AGAIN.length()) : text);
        do {
            for (String packet : packets) {
                talk.hear(packet);
            }
        } while (again && talk.isNext(packets.get(0)));
    }

    private void ends(String kind) {
        Optional<Outcome.Kind> ended = stage.ended();
        if (ended.isPresent() && ended.get() != Outcome.Kind.valueOf(kind)) {
            throw new AssertionError("it ended " + ended.get());
        }
    }

    private static void stored(ScriptPlayer player, MatchResult words) throws IOException {
        Optional<byte[]> stored = player.stage.stored(words.group(3));
        if (words.group(1) != null) {
            if (stored.isPresent()) {
                throw new AssertionError("it is there");
            }
            return;
        }
        byte[] expected =
                new ScriptContent(words.group(3), words.group(2) != null).local(Integer.parseInt(words.group(4)));
        if (stored.isEmpty() || !Arrays.equals(stored.get(), expected)) {
            throw new AssertionError(stored.isEmpty() ? "it isn't there" : "other content");
        }
    }
}
