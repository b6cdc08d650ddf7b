package io.tftp.client;

import io.tftp.core.link.DatagramPort;
import io.tftp.core.link.EphemeralPort;
import io.tftp.core.loop.ContentPool;
import io.tftp.core.options.Proposal;
import io.tftp.core.session.TransferSession;
import io.tftp.core.wire.ErrorCode;
import io.tftp.core.wire.Request;
import io.tftp.core.wire.TransferMode;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * One transfer from the call to its result: finds the server, opens the content, and asks; once more without options if the
 * server refuses them, and at the next of its addresses if one doesn't answer ({@link AddressTurns}).
 *
 * <p>Its steps run one after the other on threads of the content pool, each begun by the end of the one before. {@link
 * #cancel} may be called by any thread.
 */
final class TransferTask {

    private static final Logger LOGGER = System.getLogger(TransferTask.class.getName());

    private final Engine engine;
    private final ClientSettings settings;
    private final RemoteFile remote;
    private final TransferMode mode;
    private final Cargo<?> cargo;
    private final Progress progress;
    private final CompletableFuture<TransferResult> result = new CompletableFuture<>();

    // Known from the first step on, and then each step's own.
    private @Nullable AddressTurns turns;
    private @Nullable TftpException latest;
    private @Nullable Ending refusedOptions;
    private @Nullable InetSocketAddress announced;
    private @Nullable String obstacle;
    private boolean plain;
    private volatile boolean local;

    /** Sessions with addresses that may still answer, after their turn. */
    private final Queue<TransferSession> aside = new ConcurrentLinkedQueue<>();

    // Guarded by this.
    private @Nullable TransferSession session;
    private boolean cancelled;

    TransferTask(Engine engine, ClientSettings settings, RemoteFile remote, Cargo<?> cargo, Progress progress) {
        this.engine = engine;
        this.settings = settings;
        this.remote = remote;
        this.mode = remote.mode().orElse(settings.mode());
        this.cargo = cargo;
        this.progress = progress;
        this.plain = !settings.options();
    }

    CompletableFuture<TransferResult> result() {
        return result;
    }

    void start() {
        engine.local().execute(() -> guard(this::sort));
    }

    /** What may have to wait for others doesn't keep files waiting. */
    private void sort() {
        local = cargo.isLocal();
        if (local && Resolver.isNumeric(remote.host())) {
            prepare();
        } else {
            engine.foreign().execute(() -> guard(this::prepare));
        }
    }

    /** Where work on the content is done, once it is open. */
    private ContentPool pool() {
        return local && !cargo.mayBlock() ? engine.local() : engine.foreign();
    }

    void cancel() {
        @Nullable TransferSession running;
        synchronized (this) {
            cancelled = true;
            running = session;
        }
        if (running != null) {
            running.cancel(ErrorCode.NOT_DEFINED, "cancelled by the client");
        } else if (cargo.leavesNoTrace()) {
            abandon(); // it may be waiting for a pipe that nobody writes to
        }
    }

    /** Leaves content that blocks to itself: whoever waits for the result has waited long enough. */
    void abandon() {
        result.completeExceptionally(new TransferCancelledException(remote));
    }

    private void prepare() {
        try {
            cargo.open(mode);
        } catch (IOException e) {
            fail(new LocalContentException(remote, e));
            return;
        }
        progress.announced(cargo.size());
        try {
            AddressTurns addresses = new AddressTurns(engine.resolver().resolve(remote, settings), settings.policy());
            turns = addresses;
            ask(addresses);
        } catch (NetworkException e) {
            fail(e);
        }
    }

    /** Sends the request to the address whose turn it is. */
    private void ask(AddressTurns addresses) {
        Optional<AddressTurns.Turn> turn = addresses.next();
        if (turn.isEmpty()) {
            fail(unanswered(addresses));
            return;
        }
        InetSocketAddress server = turn.get().server();
        try {
            Proposal proposal = plain ? Proposal.NONE : settings.proposal(server, mode);
            Request request = cargo.request(remote.name(), mode, proposal);
            DatagramPort port =
                    EphemeralPort.toServer(settings.local(server.getAddress()), server, settings.anyAddress());
            Attempt attempt = new Attempt(server, progress, engine.lingering(), this::handleEnd);
            TransferSession next = cargo.session(engine.sessions(), pool(), port, request, settings.policy(), attempt);
            if (!begin(next, addresses, turn.get())) {
                port.close();
                cargo.giveBack();
                fail(new TransferCancelledException(remote));
            }
        } catch (IOException e) {
            unreachable(addresses, server, e);
        }
    }

    private synchronized boolean begin(TransferSession next, AddressTurns addresses, AddressTurns.Turn turn) {
        if (!cancelled) {
            session = next;
            announce(addresses, turn.server());
            // Lets go of an address that has not answered by then. The time is taken before the start: where the
            // request is
            // due again at the turn's end, the turn ends first.
            turn.limit().ifPresent(limit -> engine.loop().executeAfter(() -> next.stepAside(Ending.TURN_OVER), limit));
            next.start();
        }
        return !cancelled;
    }

    /** Says which of several addresses is asked, and what became of the one before. On the loop's thread, as all that is observed. */
    private void announce(AddressTurns addresses, InetSocketAddress server) {
        if (addresses.several() && !server.equals(announced)) {
            announced = server;
            Optional<String> before = Optional.ofNullable(obstacle);
            engine.loop().execute(() -> progress.asking(server, before));
        }
    }

    private void unreachable(AddressTurns addresses, InetSocketAddress server, IOException e) {
        latest = Ending.unreachable(remote, server, e);
        obstacle = Ending.obstacle(server, e);
        addresses.drop(Ending.words(e));
        ask(addresses);
    }

    private void silent(AddressTurns addresses, Ending ending) {
        latest = ending.failure(remote, cargo.failure(), false);
        obstacle = HostPort.describe(ending.server()) + " did not answer";
        if (ending.turnIsOver()) {
            addresses.silent();
            latestSession().ifPresent(aside::add);
        } else {
            addresses.exhausted(ending.stats().elapsed());
        }
        ask(addresses);
    }

    /** No address is left to ask: why, of a single one in its own words. */
    private TftpException unanswered(AddressTurns addresses) {
        TftpException why = latest;
        if (why != null && refusedOptions != null) {
            return refusedOptions.failureOfOptions(
                    remote, why, "did not answer"); // the server is there: silence isn't the cause
        }
        if (why != null && !addresses.several()) {
            return why;
        }
        String all = "none of the server's addresses answered: " + addresses.describe();
        return addresses.anySilent()
                ? new TransferTimeoutException(remote, all, false)
                : new NetworkException(remote, all);
    }

    /** On the loop's thread; what follows may wait, so it goes elsewhere. */
    private void handleEnd(Ending ending) {
        pool().execute(() -> guard(() -> conclude(ending)));
    }

    private void conclude(Ending ending) {
        AddressTurns addresses = Objects.requireNonNull(turns);
        if (ending.succeeded()) {
            close();
            result.complete(ending.result(remote));
        } else if (!plain && ending.refusesOptions() && !cargo.touched()) {
            plain = true;
            refusedOptions = ending;
            addresses.settle();
            ask(addresses);
        } else if (ending.unreachable().isPresent() && cargo.failure().isEmpty()) {
            unreachable(addresses, ending.server(), ending.unreachable().get());
        } else if (ending.unanswered() && !isCancelled()) {
            silent(addresses, ending);
        } else if (refusedOptions != null && ending.brokeOnOptions()) {
            TftpException again = ending.failure(remote, cargo.failure(), false);
            fail(refusedOptions.failureOfOptions(remote, again, "sent an OACK all the same"));
        } else {
            fail(ending.failure(remote, cargo.failure(), isCancelled()));
        }
    }

    private synchronized Optional<TransferSession> latestSession() {
        return Optional.ofNullable(session);
    }

    private synchronized boolean isCancelled() {
        return cancelled;
    }

    private void fail(TftpException e) {
        close();
        result.completeExceptionally(e);
    }

    private void close() {
        aside.forEach(TransferSession::dismiss);
        try {
            cargo.close();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "content of " + remote + " could not be closed", e);
        }
    }

    /** Whatever is thrown, somebody waits for the result. */
    private void guard(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            fail(new TftpException(remote + ": internal error: " + e, e));
        }
    }
}
