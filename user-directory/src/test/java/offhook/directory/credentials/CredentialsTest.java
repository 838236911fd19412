package offhook.directory.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

    private static final Password PENCIL = Password.of("pencil");

    /** The exchanges of RFC 5802 §5 and RFC 7677 §3: the proof of the client opens, the signature is the server's. */
    @ParameterizedTest
    @CsvSource({
        "SHA_1, fyko+d2lbbFgONRv9qkxdawL, 3rfcNHYJY1ZVvWVs7j, QSXCR+Q6sek8bf92, v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=, rmF9pqV8S7suAoZWja4dJRkFsKQ=",
        "SHA_256, rOprNGfwEbeRWgbNEkqO, %hvYDpWUa2RaTCAfuxFIlj)hNlF$k0, W22ZaJ0SNY7soEsUEjb6gQ==, dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=, 6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="
    })
    void scramKeysFitTheExamples(
            ScramHash hash, String clientNonce, String serverNonce, String salt, String proof, String signature) {
        var keys = ScramKeys.derive(hash, PENCIL, Base64.getDecoder().decode(salt), 4096);
        String nonce = clientNonce + serverNonce;
        byte[] authMessage = "n=user,r=%s,r=%s,s=%s,i=4096,c=biws,r=%s"
                .formatted(clientNonce, nonce, salt, nonce)
                .getBytes(UTF_8);
        byte[] clientKey = Base64.getDecoder().decode(proof);
        byte[] mask = hash.hmac(keys.storedKey(), authMessage);
        for (int i = 0; i < mask.length; i++) {
            clientKey[i] ^= mask[i];
        }
        assertThat(hash.hash(clientKey)).isEqualTo(keys.storedKey()).hasSize(hash.length());
        assertThat(hash.hmac(keys.serverKey(), authMessage))
                .isEqualTo(Base64.getDecoder().decode(signature));
        assertThat(keys.matches(hash, PENCIL)).isTrue();
        assertThat(keys.matches(hash, Password.of("Pencil"))).isFalse();
    }

    /** RFC 5802 §2.2, with the examples of RFC 4013 §3: a client that prepares by SASLprep hashes the second text. */
    @ParameterizedTest
    @CsvSource({"USER, USER", "\u00AA, a", "\u2168, IX", "pa\u00B2, pa2", "\u00B5, \u03BC", "foo\u1680bar, foo bar"})
    void clientsMayPrepareBySaslprep(String password, String prepared) {
        var keys = ScramKeys.derive(ScramHash.SHA_256, Password.of(password), new byte[16], 1);
        assertThat(keys.matches(ScramHash.SHA_256, Password.of(prepared))).isTrue();
        assertThat(keys.matches(ScramHash.SHA_256, Password.of(password))).isTrue();
    }

    /** RFC 7616 §3.9.1. */
    @Test
    void digestHashesFitTheExample() throws Exception {
        var ha1 = DigestHashes.derive("Mufasa", "http-auth@example.org", Password.of("Circle of Life"));
        assertThat(response("MD5", ha1.md5())).isEqualTo("8ca523f5e9506fed4657c9700eebdbec");
        assertThat(response("SHA-256", ha1.sha256()))
                .isEqualTo("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
        assertThat(ha1.sha512of256()).isEqualTo(hex("SHA-512/256", "Mufasa:http-auth@example.org:Circle of Life"));
    }

    private static String response(String algorithm, String ha1) throws Exception {
        String ha2 = hex(algorithm, "GET:/dir/index.html");
        return hex(
                algorithm,
                ha1 + ":7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v:00000001"
                        + ":f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ:auth:" + ha2);
    }

    private static String hex(String algorithm, String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(UTF_8)));
    }

    @Test
    void aPhoneMayHaveASecretOfItsOwn() {
        var phone = Password.random(new SecureRandom());
        var both = Credentials.derive("juliet", "capulet.example", PENCIL, Optional.of(phone), 1, new SecureRandom());
        assertThat(both.scram(ScramHash.SHA_1).matches(ScramHash.SHA_1, PENCIL)).isTrue();
        assertThat(both.scram(ScramHash.SHA_256).matches(ScramHash.SHA_256, PENCIL))
                .isTrue();
        assertThat(both.digest()).isEqualTo(DigestHashes.derive("juliet", "capulet.example", phone));
        assertThat(both.sha1().salt()).hasSize(16).isNotEqualTo(both.sha256().salt());
        assertThat(phone.reveal())
                .matches("[A-Za-z0-9_-]{16}")
                .isNotEqualTo(Password.random(new SecureRandom()).reveal());
    }

    @Test
    void spellingsThatLookAlikeAreOnePassword() {
        assertThat(Password.of("Jürgen\u00A0x").reveal())
                .isEqualTo(Password.of("Ju\u0308rgen x").reveal());
        assertThat(Password.of(" ").reveal()).isEqualTo(" ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret\n", "secret\u0000", "secret\u200Bü", "\uD800"})
    void whatCannotBeTypedIsNoPassword(String text) {
        assertThatThrownBy(() -> Password.of(text))
                .hasMessageStartingWith("")
                .message()
                .doesNotContain("secret");
        assertThatThrownBy(() -> Password.of("x".repeat(513))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingSecretIsShown() {
        var credentials =
                Credentials.derive("juliet", "capulet.example", PENCIL, Optional.empty(), 1, new SecureRandom());
        assertThat(credentials + " " + PENCIL + " " + new MasterKey(new byte[32]))
                .isEqualTo(
                        "Credentials[sha1=ScramKeys[…], sha256=ScramKeys[…], digest=DigestHashes[…], phoneSecret=false]"
                                + " Password[…] MasterKey[…]");
    }
}
