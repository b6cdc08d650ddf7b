package io.tftp.server.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * SIGTERM, SIGINT and SIGHUP, which a daemon in the foreground gets when its terminal is closed, stop the daemon; SIGUSR1 and
 * SIGUSR2 have it report. A signal that was ignored when the JVM started, as under nohup, stays so.
 *
 * <p>Without this, SIGUSR1 would end the JVM, and SIGUSR2 would make it crash: HotSpot on Linux has that one for itself, to stop a
 * thread whose stack the flight recorder wants to see. It lets it be taken nevertheless, but then the recorder's samples fail, and
 * each asks for a report. The environment variable {@code _JAVA_SR_SIGNUM} gives HotSpot another one; the launcher sets it.
 *
 * <p>A shutdown hook can't do this: once the JVM has begun to shut down, the exit code is the signal's and a second signal is
 * not heard. {@code sun.misc.Signal} is what the JDK has instead, in its supported module {@code jdk.unsupported}; by
 * reflection, because the compiler's warning about it can't be suppressed.
 */
final class Signals {

    /** What shells add to a signal's number for the exit code of a process that it ended. */
    private static final int KILLED = 128;

    /** After this many there is no more waiting for anything. */
    private static final int PATIENCE = 2;

    private Signals() {}

    /** Presses the switch when a signal comes; the third one ends the JVM where it stands. */
    static void press(StopSwitch stop) {
        handle(List.of("TERM", "INT", "HUP"), number -> {
            if (stop.press() > PATIENCE) {
                Runtime.getRuntime().halt(KILLED + number);
            }
        });
    }

    /** Has the state reported when SIGUSR1 or SIGUSR2 comes. */
    static void report(Runnable report) {
        handle(List.of("USR1", "USR2"), number -> report.run());
    }

    private static void handle(List<String> names, Action action) {
        for (String name : names) {
            try {
                handle(name, action);
            } catch (ReflectiveOperationException e) {
                // There is no such signal here (USR1 on Windows), this JVM has no such class, or it was told to leave
                // signals
                // alone (-Xrs): then they do what the system has them do.
                System.Logger logger = System.getLogger(Signals.class.getName());
                logger.log(System.Logger.Level.DEBUG, "signal " + name + " can't be handled", e);
            }
        }
    }

    /** What a signal does. */
    @FunctionalInterface
    private interface Action {
        void run(int number);
    }

    private static void handle(String name, Action action) throws ReflectiveOperationException {
        Class<?> signalType = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Object signal = signalType.getConstructor(String.class).newInstance(name);
        int number = (int) signalType.getMethod("getNumber").invoke(signal);
        InvocationHandler onCall = (proxy, method, args) -> switch (method.getName()) {
            case "handle" -> {
                action.run(number);
                yield null;
            }
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> proxy == args[0];
            default -> name;
        };
        Object handler = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handlerType}, onCall);
        signalType.getMethod("handle", signalType, handlerType).invoke(null, signal, handler);
    }
}
