package offhook.mail;

import java.util.concurrent.CompletionStage;

/** Hands mails to a mail server, one attempt at a time; keeping and repeating them is the caller's. Safe to share. */
@FunctionalInterface
public interface MailBridge {

    /**
     * Tries once, without blocking the caller. The same mail may be handed over again after any outcome: its
     * Message-ID stays the same.
     *
     * @return completes on the bridge's own thread, and exceptionally only by a fault of ours
     */
    CompletionStage<Outcome> send(Mail mail);
}
