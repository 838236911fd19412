package offhook.sip;

import java.util.List;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;
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
                List<String> services) {

    public PbxConfig {
        try {
            Uri.parse("sip:" + host);
        } catch (SipFailure e) {
            throw new IllegalArgumentException(
                    "host: expected a host or an IP address, and perhaps :port and ;transport=", e);
        }
    }

    /** Where it is. */
    public Uri uri() {
        return Uri.parse("sip:" + host);
    }
}
