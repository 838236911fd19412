package offhook.xmpp.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import offhook.directory.address.Jid;
import offhook.xmpp.roster.Visibility;
import offhook.xmpp.routing.Service;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.testing.World;
import org.junit.jupiter.api.Test;

/** Presence at the border of the server: people behind services, and those who watch without being clients. */
class PresenceViewTest {

    private static final Jid JULIET = Jid.parse("juliet@capulet.example");
    private static final Jid ROMEO = Jid.parse("romeo@capulet.example");
    private static final Jid MERCUTIO = Jid.parse("mercutio@gateway.capulet.example");

    private final List<String> reached = new ArrayList<>();
    private final Gateway gateway = new Gateway(reached);
    private final World world = new World(PresenceOverlay.NONE, List.of(gateway));
    private final PresenceView view =
            new PresenceView(world.accounts, new Visibility(world.accounts, world.rosters), world.presences);

    /** A service with people behind it, who want to see everybody. */
    private record Gateway(List<String> reached) implements Service {

        @Override
        public Jid jid() {
            return Jid.of("gateway.capulet.example");
        }

        @Override
        public String name() {
            return "Gateway";
        }

        @Override
        public String identity() {
            return "gateway/sip";
        }

        @Override
        public void received(Message message) {
            throw new AssertionError("nobody writes");
        }

        @Override
        public void received(Presence presence) {
            if (!presence.to().local().isEmpty()) {
                reached.add(presence.type() + " from " + presence.from()
                        + presence.status().map(text -> " " + text).orElse(""));
            }
        }
    }

    @Test
    void aSubscriberBehindAServiceIsToldOfEveryChange() {
        var juliet = world.online("juliet/balcony");
        world.router.route(Presence.of(Presence.Type.SUBSCRIBE, MERCUTIO, JULIET));
        juliet.says("<presence to='" + MERCUTIO + "' type='subscribed'/>");
        assertThat(reached)
                .containsExactly("SUBSCRIBED from " + JULIET, "AVAILABLE from juliet@capulet.example/balcony");
        reached.clear();
        juliet.says("<presence><status>reading</status></presence>");
        juliet.says("<presence type='unavailable'/>");
        assertThat(reached)
                .containsExactly(
                        "AVAILABLE from juliet@capulet.example/balcony reading",
                        "UNAVAILABLE from juliet@capulet.example/balcony");
    }

    @Test
    void initialPresenceProbesContactsBehindAService() {
        var juliet = world.online("juliet/balcony");
        juliet.says("<presence to='" + MERCUTIO + "' type='subscribe'/>");
        world.router.route(Presence.of(Presence.Type.SUBSCRIBED, MERCUTIO, JULIET));
        reached.clear();
        world.online("juliet/chamber");
        assertThat(reached).containsExactly("PROBE from juliet@capulet.example/chamber");
        juliet.says("<presence><status>not initial</status></presence>");
        assertThat(reached).hasSize(1);
    }

    @Test
    void whatIsShownAndWhatWasSaidCanBeRead() {
        assertThat(view.shown(JULIET)).isEmpty();
        var juliet = world.online("juliet/balcony");
        juliet.says("<presence><show>dnd</show></presence>");
        assertThat(view.shown(JULIET)).extracting(Presence::show).containsExactly(Optional.of("dnd"));
        assertThat(view.said(JULIET)).extracting(Presence::from).containsExactly(JULIET.withResource("balcony"));
        juliet.says("<presence type='unavailable'/>");
        assertThat(view.shown(JULIET)).isEmpty();
        assertThat(view.said(JULIET)).isEmpty();
    }

    @Test
    void changesAndAudiencesAreHeardOf() {
        var heard = new ArrayList<String>();
        view.listen(new PresenceListener() {
            @Override
            public void changed(Jid account) {
                heard.add("changed " + account.local());
            }

            @Override
            public void audienceChanged(Jid account) {
                heard.add("audience " + account.local());
            }
        });
        var juliet = world.online("juliet/balcony");
        assertThat(heard).containsExactly("changed juliet");
        heard.clear();
        var asked = view.ask(ROMEO, JULIET).toCompletableFuture();
        world.time.run();
        assertThat(asked).isCompleted();
        assertThat(view.hasAsked(ROMEO, JULIET)).isTrue();
        assertThat(juliet.got()).anyMatch(stanza -> stanza.contains("subscribe"));
        juliet.says("<presence to='" + ROMEO + "' type='subscribed'/>");
        assertThat(view.hasAsked(ROMEO, JULIET)).isFalse();
        assertThat(heard).containsOnly("audience juliet");
        heard.clear();
        juliet.says("<presence to='" + ROMEO + "' type='unsubscribed'/>");
        assertThat(heard).containsExactly("audience juliet");
    }

    /** Nobody is there, or it would be oneself: the question is over at once. */
    @Test
    void whatCannotBeAskedIsOver() {
        var asked = view.ask(JULIET, JULIET).toCompletableFuture();
        world.time.run();
        assertThat(asked).isCompleted();
        assertThat(view.hasAsked(JULIET, JULIET)).isFalse();
    }
}
