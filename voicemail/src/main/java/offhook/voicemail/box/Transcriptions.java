package offhook.voicemail.box;

import java.util.List;
import java.util.concurrent.CompletionStage;
import offhook.runtime.storage.Database;
import org.jdbi.v3.core.Handle;

/** What is said in voicemails, while somebody writes it down and when they have. Safe to share. */
public final class Transcriptions {

    /** So often somebody begins to write down one of them. */
    static final int MOST_TRIES = 3;

    /** As many are begun again after a start. */
    private static final int MOST_AGAIN = 200;

    private final Database database;
    private final VoicemailListener listener;

    Transcriptions(Database database, VoicemailListener listener) {
        this.database = database;
        this.listener = listener;
    }

    /** Somebody begins, in the transaction that has the voicemail kept. */
    public static void begin(String id, Handle tx) {
        new VoicemailTable(tx).writing(id);
    }

    /** It has been written down; false if the voicemail is gone meanwhile. */
    public CompletionStage<Boolean> keep(String id, String text) {
        return database.write(tx -> {
            var store = new VoicemailTable(tx);
            var found = store.find(id);
            if (found.isPresent()) {
                store.transcribed(id, text);
                listener.transcribed(found.get().withTranscript(text), tx);
            }
            return found.isPresent();
        });
    }

    /** Nobody could. */
    public CompletionStage<Void> giveUp(String id) {
        return database.write(tx -> {
            new VoicemailTable(tx).written(id);
            return null;
        });
    }

    /**
     * Those at which somebody was when the server went down: they are begun again, but not for ever, should one of them be
     * why it went down.
     */
    public CompletionStage<List<Voicemail>> again() {
        return database.write(tx -> {
            var store = new VoicemailTable(tx);
            var again = store.unwritten(MOST_TRIES - 1, MOST_AGAIN);
            again.forEach(voicemail -> store.writing(voicemail.id()));
            return again;
        });
    }
}
