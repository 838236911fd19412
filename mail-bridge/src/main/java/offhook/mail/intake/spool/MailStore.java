package offhook.mail.intake.spool;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The mails that were acknowledged, as one transaction sees them. */
interface MailStore {

    /** Adds it; false if the same mail is there, or was of late. */
    boolean add(KeptMail mail);

    Optional<KeptMail> find(String id);

    /** Those in a state, the oldest first. */
    List<KeptMail> in(MailState state, int most);

    /** The ids of all that wait, the oldest first. */
    List<String> waiting();

    /** How much is kept of those that are not done, in bytes. */
    long bytes();

    /** Something has become of it, or nobody wants it; false if that is so already. */
    boolean done(String id);

    /** To the hospital. */
    void failed(String id, String subject, String cause);

    /** Out of the hospital; false if it is not there. */
    boolean retry(String id, Optional<String> box);

    /** The ids of all whose file has to be there. */
    List<String> withFile();

    /** Forgets what is done and came before this instant. */
    void forget(Instant before, int most);
}
