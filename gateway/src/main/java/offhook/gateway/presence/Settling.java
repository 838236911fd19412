package offhook.gateway.presence;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import offhook.runtime.work.Timer;
import offhook.runtime.work.Timers;
import offhook.sip.call.PhoneStatus;

/**
 * From what one person's phones do to what is shown of them: a state shows once it lasted, not too often, and in turn
 * with other people's. Belongs to the person's lane.
 */
final class Settling {

    private final Timers timers;
    private final Executor lane;
    private final Pace pace;
    private final Supplier<PresenceConfig> config;
    private final Consumer<PhoneStatus> show;

    private PhoneStatus phone = PhoneStatus.IDLE;
    private PhoneStatus published = PhoneStatus.IDLE;
    private PhoneStatus settled = PhoneStatus.IDLE;
    private PhoneStatus shown = PhoneStatus.IDLE;

    /** Set while {@code awaited} has to last before it settles. */
    private Timer lasting;

    private PhoneStatus awaited = PhoneStatus.IDLE;

    /** Set while the last change is too fresh for another one. */
    private Timer quiet;

    /** Whether this person's turn is still to come. */
    private boolean inTurn;

    /** @param show told each state that contacts shall see, in the lane */
    Settling(Timers timers, Executor lane, Pace pace, Supplier<PresenceConfig> config, Consumer<PhoneStatus> show) {
        this.timers = timers;
        this.lane = lane;
        this.pace = pace;
        this.config = config;
        this.show = show;
    }

    void phoneChanged(PhoneStatus status) {
        phone = status;
        recheck();
    }

    /** A phone, or the PBX, says so of a call that nobody else tells of. */
    void published(PhoneStatus status) {
        published = status;
        recheck();
    }

    /** The person is gone for good: nothing more is shown of their phones. */
    void forget() {
        stopWaiting();
        phone = PhoneStatus.IDLE;
        published = PhoneStatus.IDLE;
        settled = PhoneStatus.IDLE;
        shown = PhoneStatus.IDLE;
    }

    /** Looks again at what the phones do, after a change of theirs or of the configuration. */
    void recheck() {
        var visible = Overlay.visible(phone.compareTo(published) > 0 ? phone : published, config.get());
        if (lasting != null && sameKind(visible, awaited)) {
            // Hold and retrieve are one conversation: the time since it was answered counts.
            awaited = visible;
            return;
        }
        stopWaiting();
        if (visible != settled) {
            waitFor(visible);
        }
    }

    private static boolean sameKind(PhoneStatus one, PhoneStatus other) {
        return one == other || (Overlay.busy(one) && Overlay.busy(other));
    }

    private void waitFor(PhoneStatus visible) {
        var delay = delay(visible);
        if (delay.isZero()) {
            settle(visible);
        } else {
            awaited = visible;
            lasting = timers.after(delay, lane, () -> {
                lasting = null;
                settle(awaited);
            });
        }
    }

    private Duration delay(PhoneStatus visible) {
        return switch (visible) {
            case IDLE, DIALING -> config.get().idleAfter();
            case RINGING -> config.get().ringingAfter();
            case HOLD, ON_THE_PHONE -> config.get().talkingAfter();
        };
    }

    private void stopWaiting() {
        if (lasting != null) {
            lasting.cancel();
            lasting = null;
        }
    }

    private void settle(PhoneStatus visible) {
        settled = visible;
        showInTurn();
    }

    private void showInTurn() {
        if (settled != shown && quiet == null && !inTurn) {
            inTurn = true;
            pace.pass(() -> lane.execute(this::showNow));
        }
    }

    /** The last state wins: by now it may be the one that is shown already. */
    private void showNow() {
        inTurn = false;
        if (settled == shown) {
            return;
        }
        shown = settled;
        show.accept(shown);
        var rest = config.get().atMostEvery();
        if (!rest.isZero()) {
            quiet = timers.after(rest, lane, () -> {
                quiet = null;
                showInTurn();
            });
        }
    }
}
