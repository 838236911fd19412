package offhook.mail.intake.smtp;

import java.util.concurrent.CompletionStage;

/** Takes mails in. Safe to share; nothing of it blocks. */
public interface Mails {

    /** Whether another one may come. From memory. */
    boolean hasRoom();

    /** One begins. */
    Arrival begin(Envelope envelope);

    /** A mail on its way. Belongs to its connection. */
    interface Arrival {

        /** The next part of it. The next but one comes only when the stage completes, which it always does. */
        CompletionStage<Void> write(byte[] part);

        /** It is whole. */
        CompletionStage<Reception> end();

        /** It will never be whole. After {@link #end} this does nothing. */
        void abort();
    }
}
