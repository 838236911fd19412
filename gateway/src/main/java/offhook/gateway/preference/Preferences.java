package offhook.gateway.preference;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import offhook.directory.Directory;
import offhook.directory.NotifyPolicy;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.gateway.notify.MissedCallsConfig;
import offhook.gateway.notify.Notification;
import offhook.gateway.notify.Wishes;
import offhook.runtime.storage.Database;
import offhook.voicemail.VoicemailConfig;
import offhook.voicemail.box.Format;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people have chosen: answered from memory, and changed for good. How somebody is told is the directory's word where it
 * has one, then theirs, then that of the configuration. Safe to share.
 */
public final class Preferences implements Wishes {

    /** The module of its migrations. */
    static final String MODULE = "gateway-preference";

    static final Duration SHORTEST_RING = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(Preferences.class);

    private final Database database;
    private final VoicemailConfig voicemail;
    private final Consumer<UserId> changed;
    private final Map<UserId, Preference> chosen = new ConcurrentHashMap<>();

    /**
     * Makes its table. Blocks.
     *
     * @param voicemail its usual rules, also where nobody answers
     * @param changed hears of everybody who has chosen anew
     */
    public Preferences(Database database, VoicemailConfig voicemail, Consumer<UserId> changed) {
        this.database = database;
        this.voicemail = voicemail;
        this.changed = changed;
        database.migrate(MODULE);
        database.read(handle -> new PreferenceTable(handle).all()).forEach(this::load);
    }

    private void load(UserId person, Map<String, String> texts) {
        try {
            chosen.put(person, PreferenceText.read(texts));
        } catch (IllegalArgumentException e) {
            log.warn("the preferences of {} are not followed: {}", person, e.getMessage());
        }
    }

    public Preference of(UserId user) {
        return chosen.getOrDefault(user, Preference.NONE);
    }

    /**
     * It holds from the completion of the stage on.
     *
     * @throws IllegalArgumentException with one line, if it is not within the configured limits
     */
    public CompletionStage<Void> choose(UserId user, Preference preference) {
        preference.answerAfter().ifPresent(this::requireAllowed);
        return database.<Void>write(tx -> {
                    new PreferenceTable(tx).save(user, PreferenceText.write(preference));
                    return null;
                })
                .thenAccept(saved -> {
                    chosen.put(user, preference);
                    changed.accept(user);
                });
    }

    private void requireAllowed(Duration answerAfter) {
        if (answerAfter.compareTo(SHORTEST_RING) < 0 || answerAfter.compareTo(longestRing()) > 0) {
            throw new IllegalArgumentException("answer_after: expected " + SHORTEST_RING.toSeconds() + "s to "
                    + longestRing().toSeconds() + 's');
        }
    }

    /** As long as people may let their phones ring. */
    Duration longestRing() {
        var usual = voicemail.answerAfter();
        return voicemail.longestRing().compareTo(usual) < 0 ? usual : voicemail.longestRing();
    }

    /** The same people, with the language and the time zone that they have chosen. */
    public Directory over(Directory directory) {
        return new ChosenDirectory(directory, this::applied);
    }

    /** The person with the language and the time zone that they have chosen. */
    public User applied(User user) {
        var wanted = of(user.id());
        return wanted.equals(Preference.NONE)
                ? user
                : user.withLocale(
                        wanted.language().orElse(user.language()), wanted.zone().orElse(user.zone()));
    }

    /** The person as their callers hear of them. */
    public User greeted(User user) {
        return user.withLocale(of(user.id()).greeting().orElse(user.language()), user.zone());
    }

    @Override
    public NotifyPolicy policy(User user, Notification what, MissedCallsConfig rules) {
        var wanted = of(user.id());
        var own = what.isVoicemail() ? wanted.voicemail().or(wanted::channel) : wanted.channel();
        var usual = what.isVoicemail() ? voicemail.policy().orElse(rules.policy()) : rules.policy();
        return user.notifyBy().or(() -> own).orElse(usual);
    }

    @Override
    public Duration after(Notification what, MissedCallsConfig rules) {
        return what.isVoicemail() ? voicemail.after().orElse(rules.after()) : rules.after();
    }

    @Override
    public Instant told(User user, Instant event) {
        return of(user.id()).told(event, applied(user).zone());
    }

    @Override
    public Optional<Instant> quietUntil(User user, Instant now) {
        return of(user.id()).quietUntil(now, applied(user).zone());
    }

    /** What is enclosed in their mails. */
    public Format mail(User user) {
        return of(user.id()).mail().orElse(voicemail.box().mail());
    }

    /** How long their phones ring before voicemail answers. */
    public Duration answerAfter(User user) {
        var longest = longestRing();
        return of(user.id())
                .answerAfter()
                .map(wanted -> wanted.compareTo(longest) > 0 ? longest : wanted)
                .orElse(voicemail.answerAfter());
    }

    /** Somebody is removed, in the transaction that does it. */
    public void forget(UserId user, Handle tx) {
        new PreferenceTable(tx).forget(user);
        chosen.remove(user);
    }
}
