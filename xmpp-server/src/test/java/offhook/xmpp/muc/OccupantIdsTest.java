package offhook.xmpp.muc;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import offhook.directory.address.Jid;
import org.junit.jupiter.api.Test;

/** What XEP-0421 §4.1 asks of the ids. */
class OccupantIdsTest {

    private static final Jid JULIET = Jid.parse("juliet@capulet.example");

    private final String key = OccupantIds.newKey(new SecureRandom());

    private static String id(String key, Jid user) {
        return new OccupantIds(key).of(user).attribute("id").orElseThrow();
    }

    @Test
    void aUserHasTheSameWhateverTheClientAndTheNickname() {
        assertThat(id(key, JULIET)).isEqualTo(id(key, JULIET)).isEqualTo(id(key, JULIET.withResource("balcony")));
    }

    @Test
    void anotherUserHasAnotherAndSoHasAnotherRoom() {
        assertThat(id(key, JULIET))
                .isNotEqualTo(id(key, Jid.parse("romeo@capulet.example")))
                .isNotEqualTo(id(OccupantIds.newKey(new SecureRandom()), JULIET));
    }

    @Test
    void itIsShortAndSaysNothing() {
        assertThat(id(key, JULIET)).hasSizeLessThanOrEqualTo(128).matches("[0-9a-f]+");
    }
}
