package offhook.sip.call;

import java.time.Instant;
import java.util.Optional;
import offhook.directory.UserId;

/**
 * One side of a call that somebody else carries, as a source outside sees it now.
 *
 * @param id of the leg, unique at its source
 * @param call of the call at its source: legs with the same one belong together
 * @param callId the SIP Call-ID, where it is told
 * @param user whose phone it is; empty for somebody who is none of ours, such as a trunk
 * @param calling whether the phone calls, else it is called
 * @param remote who is at the other side
 * @param dialled what was dialled; empty where nobody tells
 * @param since when it began
 */
public record OutsideLeg(
        String id,
        String call,
        Optional<String> callId,
        Optional<UserId> user,
        boolean calling,
        State state,
        Caller remote,
        String dialled,
        Instant since) {

    /** How far it is; each later state is reached from the ones before it. */
    public enum State {
        /** On the way to the phone, which does not ring yet. */
        TRYING(PhoneStatus.IDLE),
        RINGING(PhoneStatus.RINGING),
        DIALING(PhoneStatus.DIALING),
        /** Voicemail, an announcement or a queue talks to the phone: nobody is on it. */
        SERVED(PhoneStatus.IDLE),
        HELD(PhoneStatus.HOLD),
        TALKING(PhoneStatus.ON_THE_PHONE);

        private final PhoneStatus phone;

        State(PhoneStatus phone) {
            this.phone = phone;
        }

        /** What contacts may see of it. */
        public PhoneStatus phone() {
            return phone;
        }

        boolean isAnswered() {
            return this == HELD || this == TALKING;
        }
    }

    /** The same leg in another state. */
    public OutsideLeg in(State other) {
        return new OutsideLeg(id, call, callId, user, calling, other, remote, dialled, since);
    }

    /** What other sources know this call of the person by. */
    Optional<Sighting> sighting() {
        return user.map(whose -> new Sighting(whose, callId, remote, since));
    }
}
