package offhook.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.credentials.Password;
import offhook.runtime.storage.Room;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xep.Administration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused while there is hardly any room, reliability.md's rule of the disk. */
class DiskRuleTest {

    private final AtomicReference<Room> room = new AtomicReference<>(Room.NEARLY_NONE);
    private final DiskRule rule = new DiskRule(room::get);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<message to='a@b.example'><body>hi</body></message>",
                "<message to='a@b.example'/>",
                "<message to='a@b.example'><received xmlns='urn:xmpp:receipts' id='1'/></message>",
                "<message to='r@c.b.example' type='groupchat'><subject/></message>",
                "<message to='a@b.example'><composing xmlns='http://jabber.org/protocol/chatstates'/><body>x</body></message>",
                "<presence to='a@b.example' type='subscribe'/>",
                "<presence to='a@b.example' type='subscribed'/>",
                "<presence to='a@b.example' type='unsubscribe'/>",
                "<presence to='a@b.example' type='unsubscribed'/>",
                "<iq type='set' id='1'><query xmlns='jabber:iq:private'/></iq>",
                "<iq type='set' id='1' to='r@c.b.example'><query xmlns='http://jabber.org/protocol/muc#owner'/></iq>"
            })
    void whatMightBeWrittenIsRefusedOnlyThen(String xml) {
        assertThatThrownBy(() -> check(xml))
                .isInstanceOfSatisfying(StanzaError.class, error -> assertThat(error.condition())
                        .isEqualTo(StanzaError.Condition.RESOURCE_CONSTRAINT));
        room.set(Room.LITTLE);
        assertThatCode(() -> check(xml)).doesNotThrowAnyException();
        var large = xml.replaceFirst("(/?>)", " xml:lang='" + "x".repeat(9000) + "'$1");
        assertThatThrownBy(() -> check(large)).isInstanceOf(StanzaError.class);
        room.set(Room.ENOUGH);
        assertThatCode(() -> check(large)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<message to='a@b.example'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>",
                "<message to='a@b.example'><propose xmlns='urn:xmpp:jingle-message:0' id='1'/></message>",
                "<message to='a@b.example' type='error'><body>x</body></message>",
                "<presence/>",
                "<presence type='unavailable'/>",
                "<presence to='r@c.b.example/nick'><x xmlns='http://jabber.org/protocol/muc'/></presence>",
                "<iq type='get' id='1'><query xmlns='jabber:iq:roster'/></iq>",
                "<iq type='result' id='1' to='a@b.example/c'/>",
                "<iq type='set' id='1' to='a@b.example/c'><jingle xmlns='urn:xmpp:jingle:1'/></iq>",
                "<iq type='set' id='1'><enable xmlns='urn:xmpp:carbons:2'/></iq>"
            })
    void theRestGoesOn(String xml) {
        assertThatCode(() -> check(xml)).doesNotThrowAnyException();
    }

    @Test
    void strangersMakeNoAccountsThen() {
        var people = new PeopleWithRoom(new Everybody(), room::get);
        var user = User.of(new UserId("romeo"), "b.example");
        assertThatThrownBy(() -> people.add(user, Password.of("wherefore"))
                        .toCompletableFuture()
                        .join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(StanzaError.class);
        assertThat(people.password(user.id(), Password.of("wherefore"))).isCompleted();
        assertThat(people.remove(user.id())).isCompleted();
        room.set(Room.LITTLE);
        assertThat(people.add(user, Password.of("wherefore"))).isCompleted();
    }

    private void check(String xml) {
        var inStream = xml.replaceFirst("<(\\w+)", "<$1 xmlns='jabber:client' from='c@b.example/d'");
        rule.check(Stanza.parse(inStream.getBytes(StandardCharsets.UTF_8)));
    }

    private record Everybody() implements Administration {

        @Override
        public CompletionStage<?> add(User user, Password password) {
            return CompletableFuture.completedStage(user);
        }

        @Override
        public CompletionStage<?> password(UserId id, Password password) {
            return CompletableFuture.completedStage(id);
        }

        @Override
        public CompletionStage<?> remove(UserId id) {
            return CompletableFuture.completedStage(id);
        }

        @Override
        public Collection<User> everybody() {
            return List.of();
        }

        @Override
        public CompletionStage<?> enabled(UserId id, boolean enabled) {
            return CompletableFuture.completedStage(id);
        }
    }
}
