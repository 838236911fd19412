package offhook.sip.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import offhook.directory.Callee;
import offhook.directory.User;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.message.Uri;
import offhook.sip.proxy.Quiet.Answer;

/**
 * A call to somebody who wants none is refused as busy, by their voicemail too, or is for their voicemail, or goes to
 * somebody else of us; there the phones ring, whatever that one wants. One's own calls to oneself ring. Safe to share.
 */
public final class DoNotDisturb implements Step {

    private static final int BUSY = 486;

    private final Quiet quiet;
    private final OwnAddresses own;
    private final PhoneLines lines;

    public DoNotDisturb(Quiet quiet, OwnAddresses own, PhoneLines lines) {
        this.quiet = quiet;
        this.own = own;
        this.lines = lines;
    }

    @Override
    public boolean take(Walk walk) {
        if (!walk.request().is(Method.INVITE)
                || walk.isForVoicemail()
                || !(walk.callee().orElse(null) instanceof User user)
                || walk.sender().filter(user::equals).isPresent()) {
            return true;
        }
        quiet.of(user).ifPresent(answer -> {
            if (answer instanceof Answer.Voicemail) {
                walk.skipsPhones(new SipFailure(BUSY));
            } else if (!(answer instanceof Answer.Forward forward) || !forwards(walk, user, forward.to())) {
                walk.declines(new SipFailure(BUSY));
            }
        });
        return true;
    }

    /** Whether there is somebody else of us at that address. */
    private boolean forwards(Walk walk, User from, Uri to) {
        var other = own.find(to).filter(callee -> !callee.equals(from));
        other.ifPresent(callee -> forward(walk, from, to, callee));
        return other.isPresent();
    }

    private void forward(Walk walk, User from, Uri to, Callee callee) {
        var request = walk.request();
        request.setUri(to);
        noteDiversion(request, from);
        walk.divertedFrom = Set.of(from.id());
        walk.callee = Optional.of(callee);
        walk.stages = callee instanceof User user ? lines.of(user.id(), to) : List.of();
    }

    /** RFC 5806 §4: the last diversion comes first. */
    private static void noteDiversion(SipRequest request, User from) {
        var all = new ArrayList<String>();
        all.add('<' + from.aors().get(0).toString() + ">;reason=do-not-disturb");
        all.addAll(request.values(HeaderName.DIVERSION));
        request.remove(HeaderName.DIVERSION);
        all.forEach(value -> request.append(HeaderName.DIVERSION, value));
    }
}
