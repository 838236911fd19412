package offhook.pbx.ami;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import offhook.directory.UserId;
import offhook.sip.call.Caller;
import offhook.sip.call.OutsideLeg;
import offhook.sip.call.OutsideLeg.State;
import offhook.sip.domain.Services;

/** A channel of Asterisk: one phone, or one line to the outside, in one call. */
final class AmiChannel {

    /** Asterisk's own: both halves of a Local channel, announcers, recorders. Behind them is no phone. */
    private static final Set<String> VIRTUAL = Set.of(
            "Local",
            "Message",
            "Surrogate",
            "Snoop",
            "Bridge",
            "CBAnn",
            "CBRec",
            "Announcer",
            "Recorder",
            "OutgoingSpoolFailed");

    /** How a channel came to be. */
    enum Direction {
        /** It was made just now, and does not ring either way yet. */
        UNKNOWN,
        /** The phone calls Asterisk. */
        CALLING,
        /** Asterisk calls the phone. */
        CALLED
    }

    // include/asterisk/channelstate.h, enum ast_channel_state
    private static final int DIALING = 3;
    private static final int RING = 4;
    private static final int RINGING = 5;
    private static final int UP = 6;

    final String id;
    final String call;
    final Optional<UserId> user;
    private final Instant since;
    private Direction direction = Direction.UNKNOWN;
    private int state;
    private boolean rang;
    private boolean held;
    private String dialled = "";
    private Caller remote = Caller.UNKNOWN;
    private boolean byNobody;

    /** What app_dial or app_queue said at the end of dialling it; "" until then. */
    String dialStatus = "";

    boolean forwarded;
    Optional<String> bridge = Optional.empty();

    AmiChannel(String id, String call, Optional<UserId> user, Instant since) {
        this.id = id;
        this.call = call;
        this.user = user;
        this.since = since;
    }

    /** @param name such as "PJSIP/201-00000001" */
    static boolean isVirtual(String name) {
        return VIRTUAL.contains(name.substring(0, Math.max(0, name.indexOf('/'))));
    }

    /** The name of the peer or endpoint in the name of a channel; "" if there is none. */
    static String endpoint(String name) {
        int slash = name.indexOf('/');
        int dash = name.lastIndexOf('-');
        return slash < 0 || dash < slash ? "" : name.substring(slash + 1, dash);
    }

    void is(int nowInState) {
        state = nowInState;
        rang |= state == RINGING;
        if (direction == Direction.UNKNOWN) {
            direction = switch (state) {
                case DIALING, RING -> Direction.CALLING;
                case RINGING -> Direction.CALLED;
                default -> Direction.UNKNOWN;
            };
        }
    }

    /** Found in a list, and who began it cannot be seen any more but by what it does. */
    void wasCalled(boolean called) {
        if (direction == Direction.UNKNOWN) {
            direction = called ? Direction.CALLED : Direction.CALLING;
        }
    }

    /** @param nobody no channel calls it: a program has Asterisk ring the phone */
    void isCalledBy(Caller caller, boolean nobody) {
        direction = Direction.CALLED;
        remote = caller;
        byNobody = nobody;
    }

    /** The number that the phone dialled; what the dialplan makes of it later is of no interest. */
    void dials(String number, Caller whom) {
        if (dialled.isEmpty() && !number.isEmpty() && !number.equals("s")) {
            dialled = number;
            remote = direction == Direction.CALLED ? remote : whom;
        }
    }

    String dialled() {
        return dialled;
    }

    /** Another number at the other side, where none was told before. */
    void meets(Caller caller) {
        if (remote.equals(Caller.UNKNOWN)) {
            remote = caller;
        }
    }

    void holds(boolean nowHeld) {
        held = nowHeld;
    }

    boolean isCalled() {
        return direction == Direction.CALLED;
    }

    /** Whether a phone rang for somebody else's call, and nobody picked up. */
    boolean canBeMissed() {
        return isCalled() && state != UP && !byNobody;
    }

    boolean tookTheCall() {
        return isCalled() && state == UP;
    }

    boolean rang() {
        return rang;
    }

    /** @param withSomebody whether another phone or line is in the same bridge */
    Optional<OutsideLeg> leg(Services services, boolean withSomebody) {
        if (direction == Direction.UNKNOWN) {
            return Optional.empty();
        }
        return Optional.of(new OutsideLeg(
                id,
                call,
                Optional.empty(),
                user,
                direction == Direction.CALLING,
                state(services, withSomebody),
                remote,
                dialled,
                since));
    }

    private State state(Services services, boolean withSomebody) {
        if (state == UP) {
            var served = !isCalled() && services.has(dialled) && !withSomebody;
            return served ? State.SERVED : held ? State.HELD : State.TALKING;
        }
        if (isCalled()) {
            return state == RINGING ? State.RINGING : State.TRYING;
        }
        return State.DIALING;
    }
}
