package offhook.gateway.notify;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.directory.User;
import offhook.mail.Attachment;
import offhook.xmpp.xml.Element;

/** What goes to people beside the alerts of their voicemails. Safe to share. */
public interface VoicemailFiles {

    /** Where nothing does. */
    VoicemailFiles NONE = new VoicemailFiles() {

        @Override
        public CompletionStage<Optional<Linked>> linked(VoicemailLeft voicemail, User user) {
            return CompletableFuture.completedFuture(Optional.empty());
        }

        @Override
        public CompletionStage<Enclosed> enclosed(VoicemailLeft voicemail, User user) {
            return CompletableFuture.completedFuture(new Enclosed(List.of(), Optional.empty()));
        }
    };

    /** The link to a voicemail; empty if there is none. What fails may be asked for again. */
    CompletionStage<Optional<Linked>> linked(VoicemailLeft voicemail, User user);

    /** What a mail brings. What fails may be asked for again. */
    CompletionStage<Enclosed> enclosed(VoicemailLeft voicemail, User user);

    /**
     * A message that is nothing but a link.
     *
     * @param payload what it says of the file
     */
    record Linked(String url, List<Element> payload) {

        public Linked {
            payload = List.copyOf(payload);
        }
    }

    /**
     * What goes into a mail.
     *
     * @param transcript what was said, if it is known meanwhile
     * @param page where the voicemail is marked or deleted, if it has a page
     */
    record Enclosed(List<Attachment> files, Optional<String> transcript, Optional<String> page) {

        public Enclosed {
            files = List.copyOf(files);
        }

        public Enclosed(List<Attachment> files, Optional<String> transcript) {
            this(files, transcript, Optional.empty());
        }
    }
}
