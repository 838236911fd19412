package offhook.sip.text;

import offhook.directory.User;
import offhook.runtime.work.Cause;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.message.Uri;
import offhook.sip.proxy.Identity;
import offhook.sip.proxy.Step;
import offhook.sip.proxy.Walk;
import offhook.sip.registrar.Gruus;
import offhook.sip.transport.Shards;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A MESSAGE to one of our people is theirs wherever they are, so it leaves SIP here (RFC 7572 §5). One to a certain phone
 * of theirs, by its GRUU, is for that phone. Safe to share.
 */
public final class TakeText implements Step {

    private static final Logger LOG = LoggerFactory.getLogger(TakeText.class);
    private static final int LONGEST_SUBJECT = 1024;

    private final OwnAddresses own;
    private final TextListener listener;
    private final Shards shards;

    public TakeText(OwnAddresses own, TextListener listener, Shards shards) {
        this.own = own;
        this.listener = listener;
        this.shards = shards;
    }

    @Override
    public boolean take(Walk walk) {
        var request = walk.request();
        if (!request.is(Method.MESSAGE)
                || isForPhone(request.uri())
                || !(walk.callee().orElse(null) instanceof User user)) {
            return true;
        }
        if (!listener.takesSips()) {
            refuseSips(request);
        }
        var body = TextBody.of(request);
        if (body.isEmpty()) {
            var refusal = walk.transaction().response(415);
            refusal.append(HeaderName.ACCEPT, TextBody.ACCEPT);
            walk.transaction().respond(refusal);
            return false;
        }
        listener.received(Identity.caller(walk, own), user, devices(request), text(request, body.get()))
                .whenCompleteAsync((done, failure) -> answer(walk, failure), shards.of(request.callId()));
        return false;
    }

    /** A device that registers is a URN, RFC 5627 §4.1; anything else is the resource of a chat client. */
    private static boolean isForPhone(Uri uri) {
        return Gruus.isGruu(uri)
                && Gruus.instance(uri)
                        .filter(device -> !device.startsWith("urn:"))
                        .isEmpty();
    }

    /** RFC 7572 §5: "if the gateway has information about the GRUU". */
    private static Devices devices(SipRequest request) {
        return new Devices(device(request.from().uri()), device(request.uri()));
    }

    private static String device(Uri uri) {
        return uri.isSip() ? Gruus.instance(uri).orElse("") : "";
    }

    /** RFC 7247 §8: what was to be secured on every hop would not be on the last one. */
    private static void refuseSips(SipRequest request) {
        if (request.uri().scheme().equals("sips") || request.to().uri().scheme().equals("sips")) {
            LOG.info("A MESSAGE {} to a sips: address is not carried to chat", request.callId());
            throw new SipFailure(403, "No sips To Chat");
        }
    }

    private static Text text(SipRequest request, String body) {
        var subject = request.value(HeaderName.SUBJECT).orElse("");
        return new Text(
                body,
                subject.substring(0, Math.min(subject.length(), LONGEST_SUBJECT)),
                request.values(HeaderName.CONTENT_LANGUAGE).stream()
                        .filter(tag -> tag.matches("[A-Za-z0-9-]{1,35}"))
                        .findFirst()
                        .orElse(""),
                request.callId());
    }

    /** RFC 3428 §7: a 200 has no body and no Contact. */
    private static void answer(Walk walk, Throwable failure) {
        var transaction = walk.transaction();
        var cause = Cause.of(failure);
        if (cause == null) {
            transaction.respond(transaction.response(200));
        } else if (cause instanceof SipFailure refusal) {
            transaction.refuse(refusal);
        } else {
            Cause.log(LOG, cause, "A MESSAGE {} was not taken", walk.request().callId());
            transaction.refuse(new SipFailure(500));
        }
    }
}
