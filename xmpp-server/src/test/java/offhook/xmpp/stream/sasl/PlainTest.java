package offhook.xmpp.stream.sasl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import offhook.directory.PasswordCheck;
import offhook.directory.testing.TestPeople;
import org.junit.jupiter.api.Test;

class PlainTest {

    private final PasswordCheck passwords = new PasswordCheck(TestPeople.ofVerona(), Runnable::run, new byte[32], 10);

    @Test
    void takesNameAndPassword() {
        assertThat(say("\0juliet\0juliet-secret")).isEqualTo("success juliet");
        assertThat(say("\0juliet\0wrong")).isEqualTo("not-authorized");
        assertThat(say("\0nobody\0juliet-secret")).isEqualTo("not-authorized");
    }

    @Test
    void nobodyActsAsSomebodyElse() {
        assertThat(say("juliet@capulet.example\0juliet\0juliet-secret")).isEqualTo("success juliet");
        assertThat(say("romeo@capulet.example\0juliet\0juliet-secret")).isEqualTo("invalid-authzid");
        assertThat(say("juliet\0juliet\0juliet-secret")).isEqualTo("invalid-authzid");
        assertThat(say("romeo@capulet.example\0juliet\0wrong")).isEqualTo("not-authorized");
    }

    @Test
    void refusesWhatIsNoPlainMessage() {
        for (String message :
                new String[] {"", "juliet", "\0juliet", "\0\0", "\0juliet\0", "\0\0secret", "\0a\0b\0c"}) {
            assertThat(say(message)).isEqualTo("malformed-request");
        }
    }

    @Test
    void asksAClientThatBeginsWithNothing() {
        var plain = new Plain(passwords);

        assertThat(plain.next(null).toCompletableFuture().join()).isInstanceOf(Turn.Challenge.class);
        assertThat(plain.name()).isEmpty();
    }

    @Test
    void base64IsStrict() {
        assertThat(SaslText.fromBase64("AGE="))
                .hasValueSatisfying(b -> assertThat(b).containsExactly(0, 'a'));
        for (String wrong : new String[] {"AGE", "AGF=", "A GE=", "=AGE", "AG=E", "AGE=\n", "AGE-"}) {
            assertThat(SaslText.fromBase64(wrong)).as(wrong).isEmpty();
        }
    }

    private String say(String message) {
        var turn = new Plain(passwords)
                .next(message.getBytes(UTF_8))
                .toCompletableFuture()
                .join();
        return turn instanceof Turn.Success success
                ? "success " + success.user().id()
                : ((Turn.Failure) turn).error().toString();
    }
}
