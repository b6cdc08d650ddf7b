package io.tftp.server.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * SIGTERM, SIGINT and SIGHUP, which a daemon in the foreground gets when its terminal is closed. A signal that was ignored
 * when the JVM started, as under nohup, stays so.
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
        for (String name : List.of("TERM", "INT", "HUP")) {
            try {
                handle(name, number -> {
                    if (stop.press() > PATIENCE) {
                        Runtime.getRuntime().halt(KILLED + number);
                    }
                });
            } catch (ReflectiveOperationException e) {
                // This JVM has no such class, or was told to leave signals alone (-Xrs): then they end it at once.
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
