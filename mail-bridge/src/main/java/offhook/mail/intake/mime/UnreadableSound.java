package offhook.mail.intake.mime;

import java.io.IOException;

/** An attachment is not what its Content-Transfer-Encoding says; the message is for the admin. */
public final class UnreadableSound extends IOException {

    private static final long serialVersionUID = 1;

    UnreadableSound(Exception cause) {
        super("it is not encoded as it says", cause);
    }
}
