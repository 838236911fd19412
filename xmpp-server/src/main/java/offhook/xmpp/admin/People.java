package offhook.xmpp.admin;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import offhook.directory.Directory;
import offhook.directory.Refusal;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.Jid;
import offhook.runtime.work.Cause;
import offhook.xmpp.command.Note;
import offhook.xmpp.command.Step;
import offhook.xmpp.stanza.StanzaError;

/** Finds those of whom an administrator speaks, and says what the directory refuses in the words of XEP-0133 §5. */
record People(Jid server, Directory directory) {

    /** @throws StanzaError item-not-found if there is nobody, enabled or not */
    User user(Jid jid) {
        if (!jid.domain().equals(server.domain()) || jid.local().isEmpty()) {
            throw StanzaError.itemNotFound(jid + " is no account of this server");
        }
        return directory
                .user(new UserId(jid.local()))
                .orElseThrow(() -> StanzaError.itemNotFound("there is no account " + jid.bare()));
    }

    /** Does something for each, one after the other, once it is known that there are all of them. */
    CompletionStage<Step> each(List<Jid> jids, String done, Function<User, CompletionStage<?>> change) {
        var users = jids.stream().map(this::user).distinct().toList();
        CompletionStage<List<Note>> notes = CompletableFuture.completedStage(new ArrayList<>());
        for (var user : users) {
            notes = notes.thenCompose(before -> attempt(user, change).handle((ok, failure) -> {
                if (failure != null && users.size() == 1) {
                    throw told(failure);
                }
                before.add(
                        failure == null
                                ? new Note(Note.Kind.INFO, user.jid() + " " + done)
                                : new Note(
                                        Note.Kind.ERROR,
                                        user.jid() + ": " + told(failure).getMessage()));
                return before;
            }));
        }
        return notes.thenApply(all -> new Step.Done(all, List.of()));
    }

    private static CompletionStage<?> attempt(User user, Function<User, CompletionStage<?>> change) {
        try {
            return change.apply(user);
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** What an administrator is told of a failure. */
    static RuntimeException told(Throwable failure) {
        var cause = Cause.of(failure);
        if (cause instanceof Refusal refusal) {
            return switch (refusal.kind()) {
                case EXISTS, ADDRESS_TAKEN -> StanzaError.conflict(refusal.getMessage());
                case UNKNOWN -> StanzaError.itemNotFound(refusal.getMessage());
                case RULED_BY_LIST -> StanzaError.notAllowed(refusal.getMessage());
            };
        }
        if (cause instanceof IllegalArgumentException) {
            return StanzaError.notAcceptable(cause.getMessage());
        }
        return cause instanceof RuntimeException known ? known : new CompletionException(cause);
    }
}
