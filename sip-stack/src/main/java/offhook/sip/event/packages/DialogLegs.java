package offhook.sip.event.packages;

import java.time.Instant;
import java.util.Optional;
import offhook.directory.Directory;
import offhook.directory.UserId;
import offhook.sip.call.Caller;
import offhook.sip.call.OutsideLeg;
import offhook.sip.call.OutsideLeg.State;
import offhook.sip.domain.Services;
import offhook.sip.event.document.DialogInfo;
import offhook.sip.event.document.DialogInfo.Dialog;
import offhook.sip.event.document.DialogInfo.Direction;
import offhook.sip.message.SipFailure;
import offhook.sip.message.Uri;

/**
 * Dialogs that others tell of as legs of calls. Safe to share.
 *
 * @param services answering there is not "on the phone"
 * @param domain of the addresses at the other side
 */
public record DialogLegs(Directory directory, Services services, String domain) {

    /**
     * A dialog that is not over.
     *
     * @param number by which the person is known there
     * @param since when it was first told of
     */
    public OutsideLeg of(UserId user, String number, Dialog dialog, Instant since) {
        var callId = dialog.callId().filter(DialogLegs::isReal);
        var other =
                dialog.remote().map(DialogInfo.Party::uri).map(DialogLegs::user).orElse("");
        boolean calling = isCalling(dialog);
        return new OutsideLeg(
                number + '/' + dialog.id(),
                // Asterisk: all calls of an extension are one dialog, and its id is the extension.
                callId.orElse(dialog.id()),
                callId,
                Optional.of(user),
                calling,
                state(dialog, calling, other),
                dialog.remote()
                        .map(party -> Caller.of(directory, other, party.display(), domain))
                        .orElse(Caller.UNKNOWN),
                calling ? other : number,
                since);
    }

    /** Asterisk (chan_sip, notifycid): names a call to pick up in place of the Call-ID. */
    private static boolean isReal(String callId) {
        return !callId.startsWith("pickup-");
    }

    /** Where nothing is said, somebody who is rung or talks was called; nobody else goes off the hook by themselves. */
    private static boolean isCalling(Dialog dialog) {
        return dialog.direction()
                .map(direction -> direction == Direction.INITIATOR)
                .orElse(dialog.state() == DialogInfo.State.TRYING);
    }

    /** RFC 4235 §3.7.1. */
    private State state(Dialog dialog, boolean calling, String other) {
        return switch (dialog.state()) {
            case TRYING -> calling ? State.DIALING : State.TRYING;
            case PROCEEDING, EARLY -> calling ? State.DIALING : State.RINGING;
            case CONFIRMED -> services.has(other) ? State.SERVED : dialog.held() ? State.HELD : State.TALKING;
            case TERMINATED -> throw new IllegalArgumentException("a dialog that is over");
        };
    }

    /** What was dialled, or who calls: the user of a URI, or all of what is none. */
    private static String user(String text) {
        try {
            var uri = Uri.parse(text);
            return uri.isSip() ? uri.user() : uri.opaque();
        } catch (SipFailure e) {
            return "";
        }
    }
}
