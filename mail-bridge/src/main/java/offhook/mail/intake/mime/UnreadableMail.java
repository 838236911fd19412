package offhook.mail.intake.mime;

/** Why a mail is not taken apart, in one line for the admin. */
public final class UnreadableMail extends Exception {

    private static final long serialVersionUID = 1;

    UnreadableMail(String why) {
        super(why);
    }

    UnreadableMail(String why, Throwable cause) {
        super(why, cause);
    }
}
