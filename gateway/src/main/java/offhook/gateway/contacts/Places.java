package offhook.gateway.contacts;

import java.util.Optional;
import java.util.Set;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.address.Jid;
import offhook.directory.address.SipUri;
import offhook.gateway.chat.Correspondents;
import offhook.pbx.WatchConfig;
import offhook.sip.auth.Login;
import offhook.sip.message.Uri;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.stanza.StanzaError.Condition;

/** Where the people behind {@code phone.<domain>} are watched: at the PBX, or where DNS says. Safe to share. */
final class Places {

    private final Directory directory;
    private final Correspondents correspondents;
    private final Optional<WatchConfig> pbx;
    private final boolean federation;

    /** @param federation whether others than our people and those of the PBX may be reached */
    Places(Directory directory, Optional<WatchConfig> pbx, boolean federation) {
        this.directory = directory;
        this.correspondents = new Correspondents(
                directory, pbx.map(config -> config.sip().address().hosts()).orElse(Set.of()));
        this.pbx = pbx;
        this.federation = federation;
    }

    /** @throws StanzaError if nobody could ever be watched there */
    Place of(User watcher, Jid contact) {
        var uri = correspondents
                .toSip(contact)
                .orElseThrow(() -> StanzaError.serviceUnavailable("nobody can be watched at this address"));
        var from = Correspondents.addressOf(watcher)
                .orElseThrow(() -> StanzaError.notAllowed("without a SIP address nobody can be asked"));
        if (uri.host().equals(directory.domain())) {
            refuseOurs(uri);
            return atPbx(uri, from);
        }
        if (!federation) {
            throw StanzaError.itemNotFound("there are no calls to other domains");
        }
        return new Place(uri, uri, from, Optional.empty());
    }

    /** Colleagues are watched at their own addresses. */
    private void refuseOurs(Uri uri) {
        directory.find(SipUri.of(uri.user(), uri.host())).ifPresent(callee -> {
            if (callee instanceof User user) {
                throw new StanzaError(Condition.GONE, "").at("xmpp:" + user.jid());
            }
            throw StanzaError.itemNotFound("a ring group has no presence");
        });
    }

    private Place atPbx(Uri uri, Uri from) {
        var config = pbx.orElseThrow(() -> StanzaError.itemNotFound("nobody has this number"));
        var at = config.sip().uri();
        var domain = config.domain().orElse(at.host());
        var login = config.password().map(secret -> new Login(config.user(), secret.text()));
        return new Place(
                config.sip().address().of(uri.user()),
                at,
                // Asterisk: who asks is known by From, so we are who logs in.
                login.isPresent() ? Uri.sip(config.user(), domain, 0) : from,
                login);
    }
}
