package offhook.pbx.link;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** One connection to a PBX, to find out if it lets us in. Belongs to the loop of its dialler. */
public final class Trial implements Conversation, Session.Seat {

    private final Session.Opening opening;
    private final CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
    private Optional<Wire> wire = Optional.empty();
    private Optional<Session> session = Optional.empty();

    private Trial(Session.Opening opening) {
        this.opening = opening;
    }

    /**
     * Tries it once.
     *
     * @return why it does not, in one line; empty if it lets us in
     */
    public static CompletionStage<Optional<String>> of(Dialler dialler, Session.Opening opening, Duration patience) {
        var trial = new Trial(opening);
        dialler.dial(trial);
        dialler.loop().after(patience, () -> trial.fails("no answer to the login"));
        return trial.answer;
    }

    @Override
    public void opened(Wire open) {
        wire = Optional.of(open);
        if (answer.isDone()) {
            open.close();
        } else {
            session = Optional.of(opening.open(open, this));
        }
    }

    @Override
    public void received(byte[] bytes) {
        session.filter(one -> !answer.isDone()).ifPresent(one -> one.received(bytes));
    }

    @Override
    public void synced() {
        ends(Optional.empty());
    }

    @Override
    public void fails(String why) {
        ends(Optional.of(why));
    }

    @Override
    public void closed(String why) {
        ends(Optional.of(why));
    }

    private void ends(Optional<String> why) {
        if (answer.complete(why)) {
            wire.ifPresent(Wire::close);
        }
    }
}
