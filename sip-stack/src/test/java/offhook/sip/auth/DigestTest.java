package offhook.sip.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import offhook.directory.NumberPlan;
import offhook.directory.PhoneBook;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.credentials.Credentials;
import offhook.directory.credentials.Decoys;
import offhook.directory.credentials.DigestHashes;
import offhook.directory.credentials.MasterKey;
import offhook.directory.credentials.Password;
import offhook.runtime.testing.ManualTime;
import offhook.sip.message.HeaderName;
import offhook.sip.message.Host;
import offhook.sip.message.MessageReader;
import offhook.sip.message.SipRequest;
import org.junit.jupiter.api.Test;

class DigestTest {

    private static final DigestAlgorithm THIRD = DigestAlgorithm.SHA_512_256;

    /** Somebody whose password was set when there were two algorithms: nothing is a hash that everybody knows. */
    @Test
    void aHashThatIsNotKnownFitsNothing() {
        var people = new PhoneBook(
                "capulet.example", NumberPlan.of("+1"), new Decoys(new MasterKey(new byte[32]), 4096), List.of());
        var credentials = Credentials.derive(
                "juliet", "capulet.example", Password.of("secret"), Optional.empty(), 4096, new SecureRandom());
        var two = new DigestHashes(
                credentials.digest().md5(), credentials.digest().sha256(), "");
        people.put(User.of(new UserId("juliet"), "capulet.example"), Optional.of(credentials.withPhoneSecret(two)));
        var digest = new Digest(people, List.of(THIRD), new byte[32], new ManualTime());
        var phone = Host.literal("192.0.2.1").orElseThrow();
        var nonce = digest.challenges(false, phone).get(0).replaceAll(".*nonce=\"([^\"]+)\".*", "$1");
        var response = THIRD.hash(
                String.join(":", "", nonce, "00000001", "c", "auth", THIRD.hash("REGISTER:sip:capulet.example")));
        var request = (SipRequest) MessageReader.parse(
                """
                REGISTER sip:capulet.example SIP/2.0
                Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1
                From: <sip:juliet@capulet.example>;tag=j
                To: <sip:juliet@capulet.example>
                Call-ID: empty
                CSeq: 1 REGISTER
                Authorization: Digest username="juliet", realm="capulet.example", nonce="%s", uri="sip:capulet.example", response="%s", algorithm=SHA-512-256, cnonce="c", qop=auth, nc=00000001

                """
                        .formatted(nonce, response)
                        .replace("\n", "\r\n"));
        assertThat(digest.check(request, HeaderName.AUTHORIZATION, phone)).isInstanceOf(Verdict.Wrong.class);
    }
}
