package offhook.gateway.notify;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.mail.Mail;
import offhook.mail.MailBridge;
import offhook.mail.Outcome;

/** A mail server that accepts, or does as it was told; like a real one it may see the same Message-ID twice. */
final class Postman implements MailBridge {

    private final List<Mail> accepted = new ArrayList<>();
    private final List<Mail> attempts = new ArrayList<>();
    private Outcome answer = new Outcome.Accepted();

    @Override
    public CompletionStage<Outcome> send(Mail mail) {
        attempts.add(mail);
        if (answer instanceof Outcome.Accepted) {
            accepted.add(mail);
        }
        return CompletableFuture.completedFuture(answer);
    }

    void answerWith(Outcome newAnswer) {
        answer = newAnswer;
    }

    List<Mail> attempts() {
        return attempts;
    }

    /** What a mailbox shows: a repeat with the same Message-ID is dropped. */
    List<Mail> inbox() {
        var seen = new java.util.HashSet<offhook.mail.MessageId>();
        return accepted.stream().filter(mail -> seen.add(mail.id())).toList();
    }
}
