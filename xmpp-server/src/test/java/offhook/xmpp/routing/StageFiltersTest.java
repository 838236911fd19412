package offhook.xmpp.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.Addressee;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;
import org.junit.jupiter.api.Test;

class StageFiltersTest {

    private static final Filter TAKES_ALL = (account, message) -> null;
    private static final Filter PASSES = (account, message) -> message;

    private final StageFilters filters = new StageFilters();

    private static Message message(String type, String child) {
        return (Message) Stanza.of(Element.of("message", Namespaces.CLIENT)
                .with("from", "room@rooms.capulet.example/nurse")
                .with("type", type)
                .with(Element.of(child, Namespaces.CLIENT)));
    }

    @Test
    void thoseWhoAreConcernedInTheirOrder() {
        filters.add(message -> message.has("body", Namespaces.CLIENT), TAKES_ALL);
        filters.add(message -> true, PASSES);
        filters.add(message -> message.type() == Message.Type.GROUPCHAT, TAKES_ALL);

        assertThat(filters.of(message("groupchat", "body"))).containsExactly(TAKES_ALL, PASSES, TAKES_ALL);
        assertThat(filters.of(message("chat", "body"))).containsExactly(TAKES_ALL, PASSES);
        assertThat(filters.of(message("chat", "subject"))).containsExactly(PASSES);
        assertThat(filters.of(message("groupchat", "subject"))).containsExactly(PASSES, TAKES_ALL);
    }

    @Test
    void ofMessagesAlikeOnlyTheFirstIsLookedAt() {
        var looks = new AtomicInteger();
        filters.add(message -> looks.incrementAndGet() > 0, PASSES);
        var said = message("groupchat", "body");
        for (int i = 0; i < 100; i++) {
            var copy = said.to(new Addressee(Jid.of("u" + i, "capulet.example").withResource("o'neill")));
            assertThat(copy.to().local()).isEqualTo("u" + i);
            assertThat(copy.element().attribute("to")).contains(copy.to().toString());
            assertThat(filters.of(copy)).containsExactly(PASSES);
        }
        assertThat(looks).hasValue(1);

        filters.of(message("groupchat", "body"));
        assertThat(looks).as("another message with the same in it").hasValue(1);
        filters.of(message("groupchat", "subject"));
        assertThat(looks).as("something else in it").hasValue(2);
        filters.of(message("chat", "subject"));
        assertThat(looks).as("another type").hasValue(3);
    }
}
