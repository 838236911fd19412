package offhook.pbx.subscription;

import java.time.Duration;
import java.util.Optional;
import offhook.pbx.WatchConfig;
import offhook.sip.auth.Login;
import offhook.sip.message.Uri;

/**
 * The PBX whose extensions are watched over SIP. Safe to share.
 *
 * @param uri where it is
 * @param domain what stands behind the at sign of its extensions
 * @param user who watches
 * @param login answers its challenges; empty if it has none
 * @param expires how long a subscription runs
 * @param patience how long what it told is believed after its last word
 */
public record Pbx(Uri uri, String domain, String user, Optional<Login> login, Duration expires, Duration patience) {

    /** As it is configured. */
    public static Pbx of(WatchConfig config) {
        var uri = config.sip().uri();
        return new Pbx(
                uri,
                config.domain().orElse(uri.host()),
                config.user(),
                config.password().map(secret -> new Login(config.user(), secret.text())),
                config.expires(),
                config.down());
    }

    /** The address of an extension, a mailbox or a user there. */
    public Uri address(String name) {
        // What a telephone may dial may stand in a URI, but for the hash sign.
        return Uri.parse("sip:" + name.replace("#", "%23") + '@' + domain);
    }
}
