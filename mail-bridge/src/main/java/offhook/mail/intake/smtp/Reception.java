package offhook.mail.intake.smtp;

/** What became of a mail that was sent to us whole. */
public enum Reception {
    /** It is on disk, synced: from now on it is ours. */
    KEPT,
    TOO_LARGE,
    NO_ROOM,
    FAILED;

    Reply reply() {
        return switch (this) {
            case KEPT -> Reply.of(250, "2.0.0 kept");
            // RFC 1870 §6.1.
            case TOO_LARGE -> Reply.of(552, "5.3.4 the mail is larger than SIZE says");
            case NO_ROOM -> Reply.of(452, "4.3.1 no room for the mail, try again later");
            case FAILED -> Reply.of(451, "4.3.0 the mail cannot be kept now, try again later");
        };
    }
}
