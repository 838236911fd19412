package offhook.xmpp.web;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import offhook.directory.address.Jid;
import offhook.runtime.share.OverQuota;
import offhook.runtime.share.Quota;
import offhook.runtime.share.SharedFile;
import offhook.runtime.share.SharedFileRoutes;
import offhook.runtime.work.Cause;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.routing.IqHandler;
import offhook.xmpp.routing.Service;
import offhook.xmpp.routing.Target;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/** Hands out slots for files, which users then upload to the web server. Safe to share. */
public final class FileUpload implements Service, Feature {

    private static final String NS = "urn:xmpp:http:upload:0";
    private static final String PURPOSE = "upload";
    private static final int MOST_ANNOUNCED = 50;

    private final UploadConfig config;
    private final Jid jid;
    private final Predicate<Jid> user;
    private final WebSite site;
    private final InstantSource clock;

    /** @param user whether somebody, by the bare JID, is a user of ours */
    public FileUpload(UploadConfig config, String domain, Predicate<Jid> user, WebSite site, InstantSource clock) {
        this.config = config;
        this.jid = config.address(domain);
        this.user = user;
        this.site = site;
        this.clock = clock;
    }

    @Override
    public Spec spec() {
        return Spec.xep(363, "1.2.0", "HTTP File Upload").only("with [http]; the purposes message and ephemeral");
    }

    @Override
    public void install(Installer to) {
        to.iq(Target.SERVICE, Iq.Type.GET, NS, "request", new IqHandler.Later(this::slot))
                .accountTable("shared_file")
                .onRemoval(account -> site.files().swept());
    }

    @Override
    public Jid jid() {
        return jid;
    }

    @Override
    public String name() {
        return "HTTP File Upload";
    }

    @Override
    public String identity() {
        return "store/file";
    }

    @Override
    public Set<String> features() {
        return Set.of(NS, SlotRequest.PURPOSES + "#message", SlotRequest.PURPOSES + "#ephemeral");
    }

    /** §3: how large a file may be. */
    @Override
    public List<DataForm> forms() {
        return List.of(DataForm.of("result", NS)
                .with(new DataForm.Field("max-file-size", "", "", List.of(largest()), List.of())));
    }

    @Override
    public void received(Message message) {
        throw StanzaError.serviceUnavailable("this address takes files, and reads nothing");
    }

    private String largest() {
        return Long.toString(config.file().bytes());
    }

    private CompletionStage<Element> slot(Iq iq) {
        if (!iq.to().equals(jid)) {
            throw StanzaError.serviceUnavailable("");
        }
        var account = iq.from().bare();
        if (!user.test(account)) {
            throw StanzaError.forbidden("only users of this server upload files here");
        }
        var wanted = SlotRequest.of(iq.payload(), config.keep(), clock.instant());
        if (wanted.size() > config.file().bytes()) {
            throw tooLarge();
        }
        if (!site.files().hasRoom()) {
            throw StanzaError.resourceConstraint("the server has hardly any room on its disk");
        }
        var file = new SharedFile.Wanted(
                PURPOSE, account.toString(), wanted.name(), wanted.type(), wanted.size(), wanted.keep());
        var quota = new Quota(config.quota().bytes(), config.daily().bytes(), MOST_ANNOUNCED);
        return site.files().announce(file, quota).handle((announced, failure) -> {
            if (failure != null) {
                throw refusal(failure);
            }
            return slot(announced);
        });
    }

    private Element slot(SharedFile file) {
        var url = site.url().get() + SharedFileRoutes.path(file);
        return Element.of("slot", NS)
                .with(Element.of("put", NS).with("url", url))
                .with(Element.of("get", NS).with("url", url));
    }

    /** §6. */
    private StanzaError tooLarge() {
        return StanzaError.notAcceptable("a file may have at most " + largest() + " bytes")
                .with(Element.of("file-too-large", NS).with(Element.of("max-file-size", NS, largest())));
    }

    private static RuntimeException refusal(Throwable failure) {
        var cause = Cause.of(failure);
        return cause instanceof OverQuota over
                ? StanzaError.resourceConstraint(
                                switch (over.breach()) {
                                    case KEPT -> "as much of yours is kept as may be";
                                    case DAILY -> "that is more than one day's share";
                                    case ANNOUNCED -> "upload first what you have asked for";
                                })
                        .with(Element.of("retry", NS).with("stamp", stamp(over.again())))
                : new CompletionException(cause);
    }

    private static String stamp(Instant again) {
        return again.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1).toString();
    }
}
