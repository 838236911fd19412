package offhook.sip.proxy;

import java.net.InetAddress;
import java.util.Set;
import offhook.sip.domain.Peers;
import offhook.sip.message.Method;
import offhook.sip.message.SipRequest;
import offhook.sip.registrar.Phones;
import offhook.sip.transport.Flow;
import offhook.sip.transport.Target;

/**
 * How far a request within a dialog may go. Nobody keeps a dialog's targets over a restart, so a stranger who has called
 * one of us could name any target, with any tag, and have us call there. Hence: within a call that a stranger began,
 * strangers reach phones of ours and nobody else. Safe to share.
 */
record DialogReach(Peers peers, Phones phones) {

    /** They end something, or are about something that has already come to its target. */
    private static final Set<Method> HARMLESS = Set.of(Method.BYE, Method.PRACK, Method.ACK);

    boolean allows(SipRequest request, RecordRoute.Begun begun, Flow source, Target hop) {
        return begun == RecordRoute.Begun.BY_US
                || HARMLESS.contains(request.method())
                || isOneOfUs(source.remote().getAddress())
                || phones.isAt(hop.address().getAddress());
    }

    private boolean isOneOfUs(InetAddress address) {
        return phones.isAt(address) || peers.isOne(address);
    }
}
