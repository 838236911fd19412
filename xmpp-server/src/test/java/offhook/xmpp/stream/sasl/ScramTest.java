package offhook.xmpp.stream.sasl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import offhook.directory.NumberPlan;
import offhook.directory.PhoneBook;
import offhook.directory.credentials.Credentials;
import offhook.directory.credentials.Decoys;
import offhook.directory.credentials.DigestHashes;
import offhook.directory.credentials.MasterKey;
import offhook.directory.credentials.Password;
import offhook.directory.credentials.ScramHash;
import offhook.directory.credentials.ScramKeys;
import offhook.directory.testing.TestPeople;
import offhook.xmpp.testing.ScramClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScramTest {

    private static final String SHA_1_NONCE = "3rfcNHYJY1ZVvWVs7j";
    private static final String SHA_256_NONCE = "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    private static final List<ChannelBinding> UNBOUND = List.of();
    private static final List<ChannelBinding> BINDINGS = List.of(
            new ChannelBinding("tls-exporter", new byte[] {4, 5}),
            new ChannelBinding("tls-server-end-point", new byte[] {1, 2, 3}));

    private final PhoneBook book = new PhoneBook(
            "capulet.example", NumberPlan.of("+1"), new Decoys(new MasterKey(new byte[32]), 4096), List.of());

    ScramTest() {
        var pencil = Password.of("pencil");
        var base64 = Base64.getDecoder();
        var user = TestPeople.of("capulet.example").with("user", "User").get("user");
        book.put(
                user,
                Optional.of(new Credentials(
                        ScramKeys.derive(ScramHash.SHA_1, pencil, base64.decode("QSXCR+Q6sek8bf92"), 4096),
                        ScramKeys.derive(ScramHash.SHA_256, pencil, base64.decode("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096),
                        DigestHashes.derive("user", "capulet.example", pencil),
                        false)));
    }

    /** RFC 5802 §5. */
    @Test
    void speaksTheExampleOfScramSha1() {
        var scram = scram(ScramHash.SHA_1, UNBOUND, false, SHA_1_NONCE);

        assertThat(say(scram, "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL"))
                .isEqualTo("challenge r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096");
        assertThat(scram.name()).isEqualTo("user");
        assertThat(say(scram, "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="))
                .isEqualTo("success user v=rmF9pqV8S7suAoZWja4dJRkFsKQ=");
    }

    /** RFC 7677 §3. */
    @Test
    void speaksTheExampleOfScramSha256() {
        var scram = scram(ScramHash.SHA_256, UNBOUND, false, SHA_256_NONCE);

        assertThat(say(scram, "n,,n=user,r=rOprNGfwEbeRWgbNEkqO"))
                .isEqualTo("challenge r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                        + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
        assertThat(say(
                        scram,
                        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                                + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="))
                .isEqualTo("success user v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    }

    @Test
    void asksAClientThatBeginsWithNothing() {
        var scram = scram(ScramHash.SHA_1, UNBOUND, false, SHA_1_NONCE);

        assertThat(show(scram.next(null).toCompletableFuture().join())).isEqualTo("challenge ");
        assertThat(say(scram, "n,,n=user,r=abc")).startsWith("challenge r=abc3rfc");
    }

    @Test
    void anUnknownNameIsAnsweredAsAKnownOneIs() {
        var one = say(scram(ScramHash.SHA_256, UNBOUND, false, "x"), "n,,n=nobody,r=abc");
        var again = say(scram(ScramHash.SHA_256, UNBOUND, false, "x"), "n,,n=nobody,r=abc");

        assertThat(one).isEqualTo(again).matches("challenge r=abcx,s=[A-Za-z0-9+/]{22}==,i=4096");
        assertThat(login("n,,", "nobody", "pencil")).isEqualTo("failure not-authorized");
    }

    @Test
    void checksPasswordNonceAndHeader() {
        assertThat(login("n,,", "user", "pencil")).startsWith("success user v=");
        assertThat(login("n,,", "user", "pen")).isEqualTo("failure not-authorized");
        assertThat(login("n,,", "USER", "pencil")).startsWith("success user v=");

        var scram = scram(ScramHash.SHA_1, UNBOUND, false, "x");
        var client = new ScramClient(ScramHash.SHA_1, "user", "pencil");
        String challenge = say(scram, client.first("n,,")).substring("challenge ".length());
        assertThat(say(scram, client.last(challenge.replaceFirst("x,", "y,"), new byte[0])))
                .isEqualTo("failure not-authorized");

        var otherHeader = scram(ScramHash.SHA_1, UNBOUND, false, "x");
        challenge = say(otherHeader, "n,a=user@capulet.example,n=user,r=" + client.nonce())
                .substring("challenge ".length());
        assertThat(say(otherHeader, client.last(challenge, new byte[0]))).isEqualTo("failure not-authorized");
    }

    @Test
    void nobodyActsAsSomebodyElse() {
        assertThat(login("n,a=user@capulet.example,", "user", "pencil")).startsWith("success");
        assertThat(login("n,a=User@Capulet.Example,", "user", "pencil")).startsWith("success");
        assertThat(login("n,a=juliet@capulet.example,", "user", "pencil")).isEqualTo("failure invalid-authzid");
        assertThat(login("n,a=user@capulet.example/balcony,", "user", "pencil")).isEqualTo("failure invalid-authzid");
        assertThat(login("n,a=@,", "user", "pencil")).isEqualTo("failure invalid-authzid");
        assertThat(login("n,a=juliet@capulet.example,", "user", "wrong")).isEqualTo("failure not-authorized");
    }

    @Test
    void bindsToTheChannel() {
        assertThat(login(BINDINGS, true, "p=tls-server-end-point,,", new byte[] {1, 2, 3}))
                .startsWith("success");
        assertThat(login(BINDINGS, true, "p=tls-exporter,,", new byte[] {4, 5})).startsWith("success");
        assertThat(login(BINDINGS, true, "p=tls-exporter,,", new byte[] {1, 2, 3}))
                .isEqualTo("failure not-authorized");
        assertThat(login(BINDINGS, true, "p=tls-server-end-point,,", new byte[] {1, 2, 4}))
                .isEqualTo("failure not-authorized");
        assertThat(login(BINDINGS, true, "p=tls-unique,,", new byte[] {1, 2, 3}))
                .isEqualTo("not bound");
        assertThat(login(BINDINGS, true, "n,,", new byte[0])).isEqualTo("not bound");
    }

    @Test
    void noticesThatSomebodyTookThePlusOut() {
        assertThat(login(UNBOUND, false, "y,,", new byte[0])).startsWith("success");
        assertThat(login(BINDINGS, false, "y,,", new byte[0])).isEqualTo("not bound by a downgrade");
        assertThat(login(BINDINGS, false, "n,,", new byte[0])).startsWith("success");
        assertThat(login(UNBOUND, false, "p=tls-unique,,", new byte[0])).isEqualTo("not bound");
    }

    /** XEP-0474 §6, its example: mechanisms and bindings in any order. */
    @Test
    void saysWhatWasOffered() {
        var hash = DowngradeProtection.hash(
                ScramHash.SHA_1,
                List.of("SCRAM-SHA-1-PLUS", "SCRAM-SHA-1"),
                List.of("tls-server-end-point", "tls-exporter"));
        assertThat(hash).isEqualTo("G6k/rBLDqgOhRRaCuuatSDFkJ08=");
        var scram = new Scram(ScramHash.SHA_1, book, UNBOUND, false, "x", hash);
        var client = new ScramClient(ScramHash.SHA_1, "user", "pencil");

        String challenge = say(scram, client.first("n,,")).substring("challenge ".length());

        assertThat(challenge).endsWith(",i=4096,h=" + hash);
        assertThat(say(scram, client.last(challenge, new byte[0]))).startsWith("success");
    }

    /** Whoever changes the offer and its hash finds that the client has signed the wrong one. */
    @Test
    void whatWasOfferedIsSigned() {
        var scram = new Scram(ScramHash.SHA_256, book, UNBOUND, false, "x", "AAAA");
        var client = new ScramClient(ScramHash.SHA_256, "user", "pencil");

        String challenge = say(scram, client.first("n,,")).substring("challenge ".length());

        assertThat(say(scram, client.last(challenge.replace("h=AAAA", "h=BBBB"), new byte[0])))
                .isEqualTo("failure not-authorized");
    }

    @Test
    void whereNoBindingIsOfferedMechanismsAreAll() {
        assertThat(DowngradeProtection.hash(ScramHash.SHA_1, List.of("b", "a"), List.of()))
                .isEqualTo(Base64.getEncoder().encodeToString(ScramHash.SHA_1.hash("a\u001Eb".getBytes(UTF_8))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "n",
                "n,",
                "n,,",
                "x,,n=user,r=a",
                "n,,n=user",
                "n,,r=a,n=user",
                "n,,n=,r=a",
                "n,,n=user,r=",
                "n,,n=us=er,r=a",
                "n,,n=us=2cer,r=a",
                "n,b=x,n=user,r=a",
                "p=,,n=user,r=a",
                "n,,m=ext,n=user,r=a",
                "n,,n=us\0er,r=a",
                "n,,n=user,r=a b"
            })
    void refusesWhatIsNoFirstMessage(String message) {
        assertThat(say(scram(ScramHash.SHA_1, UNBOUND, false, "x"), message)).isEqualTo("failure malformed-request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c=biws",
                "c=biws,r=abcx",
                "c=biws,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
                "c=biws,r=abcx,p=",
                "c=biws,r=abcx,p=AAAA",
                "c=biw,r=abcx,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
                "c=biws,r=abcx,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts",
                "r=abcx,c=biws,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="
            })
    void refusesWhatIsNoFinalMessage(String message) {
        var scram = scram(ScramHash.SHA_1, UNBOUND, false, "x");
        say(scram, "n,,n=user,r=abc");

        assertThat(say(scram, message)).isEqualTo("failure malformed-request");
    }

    @Test
    void refusesWhatIsNoText() {
        var scram = scram(ScramHash.SHA_1, UNBOUND, false, "x");

        assertThat(show(scram.next(new byte[] {'n', ',', ',', (byte) 0xC0})
                        .toCompletableFuture()
                        .join()))
                .isEqualTo("failure malformed-request");
    }

    private String login(String gs2, String name, String password) {
        return login(gs2, name, password, UNBOUND, false, new byte[0]);
    }

    private String login(List<ChannelBinding> bindings, boolean plus, String gs2, byte[] seen) {
        return login(gs2, "user", "pencil", bindings, plus, seen);
    }

    private String login(
            String gs2, String name, String password, List<ChannelBinding> bindings, boolean plus, byte[] seen) {
        var scram = scram(ScramHash.SHA_256, bindings, plus, "x");
        var client = new ScramClient(ScramHash.SHA_256, name, password);
        String answer = say(scram, client.first(gs2));
        return answer.startsWith("challenge ")
                ? say(scram, client.last(answer.substring("challenge ".length()), seen))
                : answer;
    }

    private Scram scram(ScramHash hash, List<ChannelBinding> bindings, boolean plus, String nonce) {
        return new Scram(hash, book, bindings, plus, nonce, "");
    }

    private static String say(Scram scram, String message) {
        return show(scram.next(message.getBytes(UTF_8)).toCompletableFuture().join());
    }

    private static String show(Turn turn) {
        if (turn instanceof Turn.Challenge challenge) {
            return "challenge " + new String(challenge.data(), UTF_8);
        }
        if (turn instanceof Turn.NotBound notBound) {
            return notBound.downgrade() ? "not bound by a downgrade" : "not bound";
        }
        return turn instanceof Turn.Success success
                ? "success " + success.user().id() + ' ' + new String(success.data(), UTF_8)
                : "failure " + ((Turn.Failure) turn).error();
    }
}
