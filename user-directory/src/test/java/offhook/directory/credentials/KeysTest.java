package offhook.directory.credentials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import offhook.runtime.life.StartFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    @Test
    void theKeyIsMadeOnceAndForItsOwnerOnly(@TempDir Path data) throws Exception {
        var file = data.resolve("directory.key");
        byte[] first = MasterKey.open(file, RANDOM).derive("x");
        assertThat(MasterKey.open(file, RANDOM).derive("x")).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file).hasSize(32);
        assertThat(data.toFile().list()).containsExactly("directory.key");
    }

    @Test
    void aKeyLeftHalfWrittenByACrashIsMadeAgain(@TempDir Path data) throws Exception {
        Files.writeString(data.resolve("directory.key.new"), "half");
        MasterKey.open(data.resolve("directory.key"), RANDOM);
        assertThat(data.resolve("directory.key")).hasSize(32);
    }

    @Test
    void aKeyThatOthersMayReadOrThatIsNoneIsRefused(@TempDir Path data) throws Exception {
        var file = data.resolve("directory.key");
        MasterKey.open(file, RANDOM);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> MasterKey.open(file, RANDOM))
                .hasMessage(file + ": others may read the key of all passwords; chmod 600 was expected");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(file, "short");
        assertThatThrownBy(() -> MasterKey.open(file, RANDOM))
                .hasMessage(file + ": 32 bytes were expected, found 5; restore it from a backup");
        assertThatThrownBy(() -> MasterKey.open(data.resolve("nowhere/directory.key"), RANDOM))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("nowhere/directory.key cannot be opened");
    }

    @Test
    void anHmacIsThatOfThePlatform() throws Exception {
        byte[] text = "client-first".getBytes(StandardCharsets.US_ASCII);
        for (var hash : ScramHash.values()) {
            for (int length : new int[] {1, 20, 63, 64, 65, 200}) {
                byte[] key = new byte[length];
                RANDOM.nextBytes(key);
                var mac = Mac.getInstance(hash == ScramHash.SHA_1 ? "HmacSHA1" : "HmacSHA256");
                mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
                assertThat(hash.hmac(key, text)).isEqualTo(mac.doFinal(text)).hasSize(hash.length());
            }
        }
    }

    @Test
    void eachPurposeHasItsOwnKey() {
        var key = new MasterKey(new byte[32]);
        assertThat(key.derive("a")).hasSize(32).isNotEqualTo(key.derive("b")).isEqualTo(key.derive("a"));
        assertThatThrownBy(() -> new MasterKey(new byte[16])).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsSealedOpensForItsOwnerAndKeyOnly() {
        var atRest = new AtRest(new MasterKey(new byte[32]), RANDOM);
        var digest = DigestHashes.derive("juliet", "capulet.example", Password.of("secret"));
        String sealed = atRest.seal("juliet", digest);

        assertThat(atRest.open("juliet", sealed)).isEqualTo(digest);
        assertThat(atRest.seal("juliet", digest)).isNotEqualTo(sealed);
        assertThat(sealed).doesNotContain(digest.md5(), digest.sha256(), digest.sha512of256());
        var two = new DigestHashes(digest.md5(), digest.sha256(), "");
        assertThat(atRest.open("juliet", atRest.seal("juliet", two))).isEqualTo(two);

        var message = "the phone credentials of %s do not open with this key";
        assertThatThrownBy(() -> atRest.open("romeo", sealed)).hasMessage(message, "romeo");
        var otherKey = new byte[32];
        otherKey[0] = 1;
        assertThatThrownBy(() -> new AtRest(new MasterKey(otherKey), RANDOM).open("juliet", sealed))
                .hasMessage(message, "juliet");
        for (String broken :
                new String[] {"", "AAAA", "no base64!", Base64.getEncoder().encodeToString(new byte[12])}) {
            assertThatThrownBy(() -> atRest.open("juliet", broken)).hasMessage(message, "juliet");
        }
    }

    @Test
    void aNameThatNobodyHasIsAnsweredTheSameEachTime() {
        var decoys = new Decoys(new MasterKey(new byte[32]), 4096);
        var juliet = decoys.of("juliet");
        assertThat(juliet.sha1().salt())
                .hasSize(16)
                .isEqualTo(decoys.of("juliet").sha1().salt());
        assertThat(juliet.sha256().salt())
                .hasSize(16)
                .isNotEqualTo(juliet.sha1().salt());
        assertThat(decoys.of("romeo").sha256().salt())
                .isNotEqualTo(juliet.sha256().salt());
        assertThat(juliet.sha1().iterations()).isEqualTo(4096);
        assertThat(juliet.sha1().storedKey()).hasSize(20);
        assertThat(juliet.sha256().serverKey()).hasSize(32);
        assertThat(juliet.digest().md5()).matches("[0-9a-f]{32}");
        assertThat(juliet.digest().sha256()).matches("[0-9a-f]{64}");
    }
}
