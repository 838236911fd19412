package offhook.voicemail.media;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;
import offhook.runtime.config.IpLiteral;
import offhook.voicemail.rtp.PortRange;
import offhook.voicemail.sdp.Security;

/** [voicemail.media] */
@Doc("The audio of calls that we answer: G.711, G.722 and Opus over RTP.")
public record MediaConfig(
        @Doc("UDP ports for it, two for each call.") @Default("20000-20999") PortRange ports,
        @Doc(
                        "The IP address at which everybody reaches these ports; empty for the one from which the system reaches the other side.")
                @Default("")
                String address,
        @Doc("Whether audio is encrypted (SRTP with the keys of the session description).") @Default("optional")
                Security encryption,
        @Doc("How long nothing may come from the other side before the call counts as lost.") @Default("30s")
                Duration timeout) {

    public MediaConfig {
        if (!address.isEmpty() && IpLiteral.parse(address).isEmpty()) {
            throw new IllegalArgumentException("address: expected an IP address");
        }
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("timeout: expected at least 1s");
        }
    }

    Optional<InetAddress> fixedAddress() {
        return address.isEmpty() ? Optional.empty() : IpLiteral.parse(address);
    }
}
