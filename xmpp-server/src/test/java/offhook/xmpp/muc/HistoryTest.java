package offhook.xmpp.muc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import offhook.directory.address.Jid;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;
import org.junit.jupiter.api.Test;

/** How much of what was said a newcomer gets, XEP-0045 §7.2.14. */
class HistoryTest {

    private static final Jid ROOM = Jid.parse("balcony@conference.capulet.example");
    private static final Jid ROMEO = Jid.parse("romeo@capulet.example/chat");
    private static final Instant NOW = Instant.parse("2026-11-22T14:05:00Z");

    private final History history = new History();

    private static Message words(String body) {
        var stanza = "<message type='groupchat' from='" + ROOM + "/Juliet'><body>" + body + "</body></message>";
        return (Message) Stanza.parse(stanza.getBytes(StandardCharsets.UTF_8));
    }

    private List<Message> ofAtMost(long characters) {
        var request = new HistoryRequest(characters, Long.MAX_VALUE, Long.MAX_VALUE, Instant.MIN);
        return history.select(request, ROMEO, NOW);
    }

    /** Whole stanzas, as many as there are characters for; a letter of three bytes is one, and one of two code units, too. */
    @Test
    void charactersAreCounted() {
        history.add(ROOM, words("€€€€€€€€"), NOW, 10);
        history.add(ROOM, words("𝄞"), NOW, 10);
        var all = ofAtMost(Long.MAX_VALUE);
        assertThat(all).hasSize(2).allSatisfy(message -> assertThat(message.to())
                .isEqualTo(ROMEO));
        long first = all.get(0).toString().codePoints().count();
        long last = all.get(1).toString().codePoints().count();

        assertThat(ofAtMost(first + last)).hasSize(2);
        assertThat(ofAtMost(first + last - 1)).singleElement().asString().contains("𝄞");
        assertThat(ofAtMost(last - 1)).isEmpty();
    }

    @Test
    void whatIsKeptIsLimitedInMessagesAndBytes() {
        for (int i = 0; i < 5; i++) {
            history.add(ROOM, words("m" + i), NOW, 3);
        }
        assertThat(ofAtMost(Long.MAX_VALUE)).hasSize(3).first().asString().contains("m2");

        history.add(ROOM, words("x".repeat(History.BYTES)), NOW, 3);
        assertThat(ofAtMost(Long.MAX_VALUE)).isEmpty();
    }
}
