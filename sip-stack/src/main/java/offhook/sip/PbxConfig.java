package offhook.sip;

import java.util.List;
import java.util.Optional;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;
import offhook.sip.domain.PbxAddress;
import offhook.sip.message.SipFailure;
import offhook.sip.message.Uri;

/** [pbx] */
@Doc("The PBX that takes the calls which are for none of our people. Leave it out if there is none.")
public record PbxConfig(
        @Doc(
                        "Its address, with a port if that is not 5060, and with \";transport=tcp\" or \";transport=tls\" if it shall not be UDP. It is a trusted peer.")
                String host,
        @Doc(
                        "Numbers of voicemail, announcements and queues, such as \"*97\" and \"8000-8099\": answering there is not \"on the phone\".")
                @Default("")
                List<String> services,
        @Doc("What stands behind the at sign of its extensions; without it, its host.") Optional<String> domain) {

    public PbxConfig {
        try {
            Uri.parse("sip:" + host);
        } catch (SipFailure e) {
            throw new IllegalArgumentException(
                    "host: expected a host or an IP address, and perhaps :port and ;transport=", e);
        }
        try {
            domain.ifPresent(name -> Uri.sip("", name, 0));
        } catch (SipFailure e) {
            throw new IllegalArgumentException("domain: expected a host name or an IP address", e);
        }
    }

    /** Where it is. */
    public Uri uri() {
        return Uri.parse("sip:" + host);
    }

    /** Where it is, and how its extensions are called. */
    public PbxAddress address() {
        return new PbxAddress(uri(), domain.map(name -> Uri.sip("", name, 0)).orElseGet(this::uri));
    }
}
