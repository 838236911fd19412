package offhook.sip;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import offhook.runtime.config.Cidr;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;
import offhook.runtime.config.Listen;
import offhook.sip.auth.DigestAlgorithm;

/** [sip] */
@Doc("Phones and the PBX.")
public record SipConfig(
        @Doc(
                        "Where phones and the PBX reach us: udp:, tcp:, tls:, for browsers ws: and wss:; without one, udp and tcp.")
                @Default("udp:5060, tcp:5060, tls:5061")
                List<Listen> listen,
        @Doc("Peers that need no digest, besides the PBX.") @Default("") List<Cidr> trusted,
        @Doc("A PEM file of certificates to trust besides the system's, where we connect by TLS: to the PBX.")
                Optional<Path> trust,
        @Doc(
                        "How many requests a second an address may begin from which no phone is registered. Peers and this machine are not counted.")
                @Default("50")
                int strangers,
        @Doc(
                        "How many calls one of our people may be in when they begin another one: a stolen password is worth no more.")
                @Default("10")
                int calls,
        @Doc("Numbers that our people may not call, by how they begin, such as \"0900\" and \"+1900\": premium rates.")
                @Default("")
                List<String> barred,
        @Doc(
                        "The challenges in their order. Many phones read only the first one, and know no SHA-256; some, such as baresip 1.0, give up where they see it: then md5 alone.")
                @Default("md5, sha-256")
                List<DigestAlgorithm> digest,
        @Doc(
                        "Whether calls of our people and of peers to other domains go there by DNS; if not, they go to the PBX, or nowhere.")
                @Default("false")
                boolean federation,
        @Doc("The longest a phone may ring, Timer C of RFC 3261.") @Default("3m") Duration timerC,
        @Doc(
                        "How long one phone rings before the next one of a lower q, or of the next member of a ring group, is tried.")
                @Default("20s")
                Duration ringNext,
        @Doc("How long after its end a call is decided: transfers and the legs of a PBX come close together.")
                @Default("2s")
                Duration settle,
        @Doc("How long a call is believed in that nothing refreshes.") @Default("4h") Duration maxCall,
        @Doc("How long calls are remembered that are over.") @Default("90d") Duration history,
        @Doc("How long a phone stays registered that does not say.") @Default("1h") Duration expires,
        @Doc("The shortest time a phone may register for.") @Default("60s") Duration minExpires,
        @Doc("The longest time a phone may register for.") @Default("2h") Duration maxExpires) {

    public SipConfig {
        if (listen.isEmpty()) {
            throw new IllegalArgumentException("listen: expected at least one port");
        }
        if (strangers < 1) {
            throw new IllegalArgumentException("strangers: expected at least one");
        }
        if (calls < 1) {
            throw new IllegalArgumentException("calls: expected at least one");
        }
        if (!barred.stream().allMatch(number -> number.matches("\\+?[0-9*#]+"))) {
            throw new IllegalArgumentException("barred: expected digits, *, # and perhaps a + in front");
        }
        if (digest.isEmpty()) {
            throw new IllegalArgumentException("digest: expected at least one algorithm");
        }
        if (minExpires.compareTo(maxExpires) > 0) {
            throw new IllegalArgumentException("min_expires: expected no more than max_expires");
        }
    }
}
