package offhook.sip.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import offhook.sip.call.Caller;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipFailure;
import offhook.sip.message.SipRequest;
import offhook.sip.message.Uri;
import offhook.sip.testing.AgentWorld;
import offhook.sip.testing.RegistrarPbx;
import offhook.sip.testing.SipPeer;
import offhook.sip.testing.SipWorld;
import offhook.sip.testing.Zone;
import offhook.sip.transaction.ServerTransaction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactsTest implements ContactListener {

    private static final Uri OURS = Uri.parse("sip:c0ffee@192.0.2.100:5060");

    private final SipWorld world = new SipWorld();
    private final AgentWorld agent = new AgentWorld(world, new Zone());
    private final RegistrarPbx pbx = new RegistrarPbx(world, "192.0.2.200:5060");
    private final SipPeer stranger = world.peer("192.0.2.66:5060");
    private final List<String> told = new ArrayList<>();

    @Override
    public void invited(ServerTransaction invite, SipRequest request, Caller caller) {
        told.add(caller.name() + " " + caller.address());
    }

    @Override
    public void cancelled(ServerTransaction invite, SipRequest cancel) {
        told.add("cancelled " + cancel.values(HeaderName.REASON));
        invite.refuse(new SipFailure(487));
    }

    private SipRequest invite(Uri target) {
        return pbx.invite(target, "201", "call-1", "\"Mercutio\" <sip:+15550123@192.0.2.200>");
    }

    private SipRequest calls() {
        agent.contacts().put("c0ffee", this);
        var invite = invite(OURS);
        pbx.peer.send(invite);
        pbx.work();
        return invite;
    }

    @Test
    void itIsCalled() {
        calls();
        assertThat(told).containsExactly("Mercutio sip:+15550123@192.0.2.200");
        assertThat(pbx.finals()).isEmpty();
    }

    @Test
    void itIsCancelled() {
        pbx.cancels(calls(), "Q.850;cause=26");
        assertThat(told).last().isEqualTo("cancelled [Q.850;cause=26]");
        assertThat(pbx.finals()).containsExactly(487);
    }

    /** For anybody but a trusted peer there is no such address, even if they have heard of it. */
    @Test
    void strangersFindNobody() {
        agent.contacts().put("c0ffee", this);
        var invite = invite(OURS);
        invite.set(HeaderName.VIA, "SIP/2.0/UDP 192.0.2.66:5060;branch=z9hG4bKx");
        stranger.send(invite);
        assertThat(stranger.nextResponse().status()).isEqualTo(480);
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sip:c0ffe@192.0.2.100", "sip:192.0.2.100", "tel:+15550123", "sip:201@192.0.2.100"})
    void othersAreNotMeant(String uri) {
        agent.contacts().put("c0ffee", this);
        pbx.peer.send(invite(Uri.parse(uri)));
        assertThat(pbx.peer.nextResponse().status()).isEqualTo(480);
        assertThat(told).isEmpty();
    }

    @Test
    void afterwardsThereIsNobody() {
        calls();
        agent.contacts().remove("c0ffee");
        pbx.peer.send(invite(OURS));
        pbx.work();
        assertThat(pbx.finals()).containsExactly(480);
    }

    /** As Asterisk does (qualify_frequency) before it calls a contact. */
    @Test
    void itAnswersWhetherItIsThere() {
        agent.contacts().put("c0ffee", this);
        pbx.peer.send(other("OPTIONS"));
        assertThat(pbx.peer.nextResponse().status()).isEqualTo(200);
    }

    /** A PBX that lights the lamps of all contacts. */
    @Test
    void itPutsUpWithNews() {
        agent.contacts().put("c0ffee", this);
        pbx.peer.send(other("NOTIFY"));
        assertThat(pbx.peer.nextResponse().status()).isEqualTo(200);
        assertThat(told).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"MESSAGE", "SUBSCRIBE", "REFER"})
    void itTakesNothingElse(String method) {
        agent.contacts().put("c0ffee", this);
        pbx.peer.send(other(method));
        var response = pbx.peer.nextResponse();
        assertThat(response.status()).isEqualTo(405);
        assertThat(response.values(HeaderName.ALLOW)).containsExactly("INVITE", "ACK", "CANCEL", "OPTIONS");
    }

    private String other(String method) {
        return invite(OURS).toString().replaceAll("INVITE", method);
    }

    /** A CANCEL whose Request-URI cannot be read leads nowhere, and does no harm. */
    @Test
    void aBrokenCancel() {
        var cancel = calls().cancel(List.of()).toString();
        pbx.peer.send(cancel.replace(OURS.toString(), "sip:c0ffee@[192.0.2.100"));
        pbx.work();
        assertThat(told).hasSize(1);
        assertThat(pbx.finals()).isEmpty();
    }
}
