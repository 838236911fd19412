package offhook.sip.proxy;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import offhook.runtime.config.Cidr;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.registrar.Phones;
import offhook.sip.transport.Flow;
import offhook.sip.transport.Target;

/**
 * How far a request within a dialog may go. Nobody keeps a dialog's targets over a restart, so a stranger who has called
 * one of us could name any target, with any tag, and have us call there. Hence: within a call that a stranger began,
 * strangers reach phones of ours and nobody else. Safe to share.
 */
record DialogReach(List<Cidr> trusted, Phones phones) {

    /** They end something, or are about something that has already come to its target. */
    private static final Set<Method> HARMLESS = Set.of(Method.BYE, Method.PRACK, Method.ACK);

    /** @throws SipFailure 403 if it is too far */
    void check(SipRequest request, RecordRoute.Begun begun, Flow source, Target hop) {
        if (begun == RecordRoute.Begun.BY_US || HARMLESS.contains(request.method())) {
            return;
        }
        var from = source.remote().getAddress();
        if (!isOneOfUs(from) && !phones.isAt(hop.address().getAddress())) {
            throw new SipFailure(403, "Not Within This Dialog");
        }
    }

    private boolean isOneOfUs(InetAddress address) {
        return phones.isAt(address) || trusted.stream().anyMatch(network -> network.contains(address));
    }
}
