package offhook.voicemail.box;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.voicemail.box.Voicemail.State;

/**
 * The voicemails, as one transaction sees them.
 *
 * <p>A row outlives its file by a moment, never the other way round: a file whose row is gone would be found at the next
 * start and taken for a new voicemail. So what is to go is marked first, and found by {@link #gone} until its file is
 * deleted, too.
 */
interface VoicemailStore {

    /** Adds it; false if it is there already, or was and is to go. */
    boolean add(Voicemail voicemail);

    Optional<Voicemail> find(String id);

    /** Those of a person that are not deleted: new ones first, of these the newest first. */
    List<Voicemail> of(UserId box, int most);

    /** Those of a person that can be had back, the newest first. */
    List<Voicemail> deleted(UserId box, int most);

    /** Whether one was left in this call, for anybody. */
    boolean isLeftIn(String callId);

    void change(String id, State state, Instant now);

    void transcribed(String id, String text);

    /** Somebody begins, once more, to write down what was said. */
    void writing(String id);

    /** They have come to an end. */
    void written(String id);

    /** Those at which somebody is, or was when the server went down, who has begun at most so often; the newest first. */
    List<Voicemail> unwritten(int tries, int most);

    /** How much each person has. */
    Map<UserId, Usage> usage();

    Usage usage(UserId box);

    /** What was deleted or heard before these instants, the oldest first. */
    List<Voicemail> expired(Instant deletedBefore, Instant heardBefore, int most);

    /** Nobody can have it any more, and it says nothing of anybody; its file is to be deleted. */
    void mark(String id);

    /** Likewise all of a person. */
    void mark(UserId box);

    /** What is marked. */
    List<String> gone(int most);

    /** Forgets what is marked: its file is deleted. */
    void forget(String id);

    /** The ids after this one, in their order; marked ones are left out. */
    List<String> idsAfter(String id, int most);

    /**
     * How much of somebody's is kept.
     *
     * @param bytes of those that are counted
     */
    record Usage(Counts counts, long bytes) {

        static final Usage NONE = new Usage(Counts.NONE, 0);
    }
}
