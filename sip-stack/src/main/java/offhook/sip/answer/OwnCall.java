package offhook.sip.answer;

import java.util.Optional;
import offhook.directory.User;
import offhook.sip.agent.IncomingCall;
import offhook.sip.agent.Session;
import offhook.sip.agent.SessionListener;
import offhook.sip.call.Call;
import offhook.sip.call.Caller;

/** A call that we answer ourselves. Belongs to the loop of its Call-ID. */
public final class OwnCall {

    private final IncomingCall invite;
    private final String callId;
    private final Optional<Call> tracked;
    private final Optional<User> box;
    private final Caller caller;
    private final Optional<User> listener;
    private Dialog dialog = new Dialog("", "");

    private record Dialog(String from, String to) {}

    /**
     * @param tracked the same call as the tracker knows it
     * @param box whose voicemail it is for
     * @param listener who wants to hear their messages, and has proved who they are
     */
    OwnCall(
            IncomingCall invite,
            String callId,
            Optional<Call> tracked,
            Optional<User> box,
            Caller caller,
            Optional<User> listener) {
        this.invite = invite;
        this.callId = callId;
        this.tracked = tracked;
        this.box = box;
        this.caller = caller;
        this.listener = listener;
    }

    /** Empty if they want ours. */
    public Optional<String> offer() {
        return invite.offer();
    }

    /** Whose loop everything of it happens on. */
    public String callId() {
        return callId;
    }

    /** What the record of the whole call will be known by: {@link offhook.sip.call.CallRecord#id}. */
    public String record() {
        return tracked.map(Call::record).orElse(callId);
    }

    /** In whose stead we answer; empty if somebody dialled the number of voicemail. */
    public Optional<User> box() {
        return box;
    }

    public Caller caller() {
        return caller;
    }

    /** Who dialled the number of voicemail and has proved who they are, themselves or by the word of a peer. */
    public Optional<User> listener() {
        return listener;
    }

    /**
     * Answers it.
     *
     * @param description our answer, or our offer if there is none of theirs
     */
    public Session answer(String description, SessionListener hears) {
        var session = invite.answer(description, hears);
        var state = session.dialog().state();
        dialog = new Dialog(state.remote().tag().orElse(""), state.local().tag().orElse(""));
        tracked.ifPresent(call -> call.answers(box.map(User::id), dialog.to, true));
        return session;
    }

    /** It is over, and what it left behind is kept: only now its record is closed. From any thread. */
    public void settled() {
        tracked.ifPresent(call -> call.hangsUp(dialog.from, dialog.to));
    }
}
