package offhook.mail.intake.smtp;

/** What a server does about a line of its client. */
public sealed interface Turn {

    Reply reply();

    /** It answers. */
    record Say(Reply reply) implements Turn {}

    /** It answers, and what comes then is a mail. */
    record Listen(Reply reply, Envelope envelope) implements Turn {}

    /** It answers, and what comes then is TLS. */
    record Encrypt(Reply reply) implements Turn {}

    /** It answers, and hangs up. */
    record End(Reply reply) implements Turn {}
}
