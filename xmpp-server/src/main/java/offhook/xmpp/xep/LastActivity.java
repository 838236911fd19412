package offhook.xmpp.xep;

import static offhook.xmpp.routing.Target.ACCOUNT;
import static offhook.xmpp.routing.Target.SERVER;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.storage.Losses;
import offhook.runtime.storage.Statements;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.roster.Visibility;
import offhook.xmpp.routing.Account;
import offhook.xmpp.routing.Resource;
import offhook.xmpp.routing.ResourceListener;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long an account has been away and the status it left behind, and how long the server has been up. */
public final class LastActivity implements Feature, ResourceListener {

    private static final Logger LOG = LoggerFactory.getLogger(LastActivity.class);
    private static final String NS = "jabber:iq:last";
    private static final int LONGEST_STATUS = 1_000;

    private final Losses losses = new Losses(LOG, "Times of logins and logouts");
    private final Store store;
    private final Visibility visibility;
    private final InstantSource clock;
    private final Consumer<Account> newcomers;
    private final Instant started;

    /** @param newcomers told of accounts that log in for the first time, on any thread */
    public LastActivity(Store store, Visibility visibility, InstantSource clock, Consumer<Account> newcomers) {
        this.store = store;
        this.visibility = visibility;
        this.clock = clock;
        this.newcomers = newcomers;
        started = clock.instant();
    }

    @Override
    public Spec spec() {
        return Spec.xep(12, "2.0", "Last Activity");
    }

    @Override
    public void install(Installer to) {
        to.disco(NS)
                .disco(ACCOUNT, NS)
                .iqGet(SERVER, NS, "query", iq -> since(started))
                .iqRead(ACCOUNT, NS, "query", this::ofAccount)
                .listen(this)
                .accountTable("last_activity");
    }

    @Override
    public void bound(Resource resource) {
        store.login(resource.account().jid(), clock.instant()).whenComplete((first, failure) -> {
            losses.heard(resource, failure);
            if (failure == null && first) {
                newcomers.accept(resource.account());
            }
        });
    }

    @Override
    public void unavailable(Resource resource, Presence presence) {
        var account = resource.account();
        if (account.available().isEmpty()) {
            var status = presence.status().orElse("");
            var kept = status.length() > LONGEST_STATUS ? "" : status;
            store.logout(account.jid(), clock.instant(), kept)
                    .whenComplete((done, failure) -> losses.heard(account, failure));
        }
    }

    /** §4: whoever may not see the account's presence may not ask; where a client is available, the answer is 0. */
    private Element ofAccount(Iq iq) {
        if (!visibility.maySeePresence(iq.from(), iq.to())) {
            throw StanzaError.forbidden("");
        }
        if (visibility.isAvailable(iq.to())) {
            return since(clock.instant());
        }
        var last = store.find(iq.to()).orElseThrow(() -> StanzaError.itemNotFound("was never here"));
        return since(last.logout().orElse(last.login())).withText(last.status());
    }

    private Element since(Instant at) {
        long seconds = Math.max(0, Duration.between(at, clock.instant()).toSeconds());
        return Element.of("query", NS).with("seconds", Long.toString(seconds));
    }

    /**
     * When an account was here last.
     *
     * @param logout empty if it has not left since it came, or did so when the server died
     */
    public record Last(Instant login, Optional<Instant> logout, String status) {}

    /** Where that is kept. Safe to share. */
    public interface Store {

        /** Blocks. */
        Optional<Last> find(Jid account);

        /** A client has come; tells whether it is the first one ever. */
        CompletionStage<Boolean> login(Jid account, Instant at);

        /** The last available client has gone. */
        CompletionStage<Void> logout(Jid account, Instant at, String status);
    }

    public record Table(Database database) implements Store {

        /** Since when it is away, if that is known. Blocks. */
        public Optional<Instant> left(Jid account) {
            return find(account).flatMap(Last::logout);
        }

        @Override
        public Optional<Last> find(Jid account) {
            return database.read(handle -> handle.createQuery(
                            "SELECT login_at, logout_at, status FROM last_activity WHERE account = ?")
                    .bind(0, account.toString())
                    .map((row, context) -> {
                        long login = row.getLong("login_at");
                        long logout = row.getLong("logout_at");
                        return new Last(
                                Instant.ofEpochMilli(login),
                                logout < login ? Optional.empty() : Optional.of(Instant.ofEpochMilli(logout)),
                                row.getString("status"));
                    })
                    .findOne());
        }

        @Override
        public CompletionStage<Boolean> login(Jid account, Instant at) {
            return database.writeSoon(tx -> {
                boolean known = Statements.update(
                                tx,
                                "UPDATE last_activity SET login_at = ? WHERE account = ?",
                                at.toEpochMilli(),
                                account.toString())
                        > 0;
                if (!known) {
                    Statements.update(
                            tx,
                            """
                            INSERT INTO last_activity (account, login_at, logout_at, status) VALUES (?, ?, 0, '')
                            ON CONFLICT (account) DO NOTHING""",
                            account.toString(),
                            at.toEpochMilli());
                }
                return !known;
            });
        }

        @Override
        public CompletionStage<Void> logout(Jid account, Instant at, String status) {
            return database.writeSoon(tx -> {
                Statements.update(
                        tx,
                        "UPDATE last_activity SET logout_at = ?, status = ? WHERE account = ?",
                        at.toEpochMilli(),
                        status,
                        account.toString());
                return null;
            });
        }
    }
}
