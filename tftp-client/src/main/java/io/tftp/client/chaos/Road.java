package io.tftp.client.chaos;

import io.tftp.core.impairment.Fate;
import io.tftp.core.impairment.ImpairedLine;
import java.util.HashMap;
import java.util.Map;

/** One direction of a {@link Flow}: what happens there, and what is held back there to be overtaken. On the loop's thread. */
final class Road {

    private final ImpairedLine line;

    /** By their numbers. */
    private final Map<Long, DelayQueue.Parcel> held = new HashMap<>();

    Road(ImpairedLine line) {
        this.line = line;
    }

    /** Decides about the next datagram. */
    Fate decide(int lengthBytes, long now) {
        return line.send(lengthBytes, now);
    }

    /** Lets a datagram wait for its time. */
    void send(Fate fate, DelayQueue.Parcel parcel, DelayQueue queue, long now) {
        queue.send(parcel, fate.arrivalNanos(), now);
        if (fate.late()) {
            held.values().removeIf(DelayQueue.Parcel::sent);
            held.put(fate.number(), parcel);
        }
    }

    /** Those that have waited for a datagram come behind it. */
    void releaseBehind(Fate fate, DelayQueue queue, long now) {
        for (long number : fate.overtaken()) {
            DelayQueue.Parcel late = held.remove(number);
            if (late != null) { // else there was no room for it
                queue.hasten(late, fate.arrivalNanos(), now);
            }
        }
    }
}
