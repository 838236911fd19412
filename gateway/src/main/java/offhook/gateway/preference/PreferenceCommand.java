package offhook.gateway.preference;

import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import offhook.directory.Directory;
import offhook.directory.NotifyPolicy;
import offhook.directory.User;
import offhook.directory.address.Jid;
import offhook.voicemail.box.Format;
import offhook.xmpp.command.Command;
import offhook.xmpp.command.Commands;
import offhook.xmpp.command.Step;
import offhook.xmpp.form.Answers;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.form.DataForm.Field;
import offhook.xmpp.form.DataForm.Option;
import offhook.xmpp.stanza.StanzaError;

/** The form in which people choose how they are told, and how their calls are answered (XEP-0050). Safe to share. */
public record PreferenceCommand(Directory directory, Preferences preferences) {

    private static final String TYPE = "urn:offhook:preferences";
    private static final String USUAL = "as-usual";
    private static final Option AS_USUAL = new Option("As usual", USUAL);

    /** Offers it at these addresses, and to everybody at their own account. */
    public void offer(Commands to, List<Jid> addresses) {
        addresses.forEach(address -> to.at(address, command()));
        to.atOwnAccount(command());
    }

    Command command() {
        return new Command(
                TYPE,
                "How I am told of calls and voicemail",
                asker -> directory.user(asker).isPresent(),
                asker -> directory
                        .user(asker)
                        .map(this::ask)
                        .orElseGet(() -> Step.now(Step.failed("There is no such user."))));
    }

    private CompletionStage<Step> ask(User user) {
        return Step.askLast(form(user), answers -> chosen(user, answers));
    }

    private DataForm form(User user) {
        var now = PreferenceText.write(preferences.of(user.id()));
        var zone = preferences.applied(user).zone();
        return channels(user, now)
                .with(list("mail", "Voicemail in mails as", now, options(Format.values())))
                .with(list("language", "Language", now, languages()))
                .text(
                        "time_zone",
                        "Time zone; empty for that of the directory, now " + zone,
                        now.getOrDefault("time_zone", ""))
                .text("quiet_from", "Quiet from, such as 22:00; empty for never", now.getOrDefault("quiet_from", ""))
                .text("quiet_to", "Quiet to, such as 07:00", now.getOrDefault("quiet_to", ""))
                .with(days(now))
                .with(list("digest", "One digest in place of each", now, digests()))
                .text("digest_at", "Digest at", now.getOrDefault("digest_at", Digest.USUAL.toString()))
                .with(list("greeting", "Callers are greeted in", now, languages()))
                .text(
                        "answer_after",
                        "Voicemail answers after " + Preferences.SHORTEST_RING.toSeconds() + "s to "
                                + preferences.longestRing().toSeconds() + "s; empty as usual",
                        now.getOrDefault("answer_after", ""));
    }

    /** Where the directory says how somebody is told there is nothing to choose. */
    private static DataForm channels(User user, Map<String, String> now) {
        var form = DataForm.of("form", TYPE)
                .titled("How I am told", "What is left as usual is as your administrator says.");
        if (user.notifyBy().isPresent()) {
            return form.with(new Field(
                    null,
                    "fixed",
                    "",
                    List.of("Your administrator has chosen how you are told: "
                            + PreferenceText.word(user.notifyBy().get())),
                    List.of()));
        }
        return form.with(list("channel", "Missed calls by", now, options(NotifyPolicy.values())))
                .with(list(
                        "voicemail",
                        "Voicemail by; as usual is like missed calls",
                        now,
                        options(NotifyPolicy.values())));
    }

    private static Field list(String name, String label, Map<String, String> now, Stream<Option> others) {
        var options = Stream.concat(Stream.of(AS_USUAL), others).toList();
        return new Field(name, "list-single", label, List.of(now.getOrDefault(name, USUAL)), options);
    }

    private static Field days(Map<String, String> now) {
        var chosen =
                now.containsKey("quiet_days") ? List.of(now.get("quiet_days").split(",")) : List.<String>of();
        return new Field(
                "quiet_days",
                "list-multi",
                "Quiet on; none for every day",
                chosen,
                options(DayOfWeek.values()).toList());
    }

    private static Stream<Option> options(Enum<?>... values) {
        return Arrays.stream(values).map(PreferenceText::word).map(word -> new Option(word, word));
    }

    private static Stream<Option> languages() {
        return Stream.of(new Option("English", "en"), new Option("Deutsch", "de"), new Option("Français", "fr"));
    }

    private static Stream<Option> digests() {
        return Stream.concat(
                Stream.of(new Option("every day", PreferenceText.DAILY)),
                Arrays.stream(DayOfWeek.values())
                        .map(PreferenceText::word)
                        .map(day -> new Option("every " + day, day)));
    }

    private CompletionStage<Step> chosen(User user, Answers answers) {
        var texts = new HashMap<>(PreferenceText.write(preferences.of(user.id())));
        for (var name : PreferenceText.NAMES) {
            if (user.notifyBy().isEmpty() || !PreferenceText.CHANNELS.contains(name)) {
                var text = String.join(",", answers.values(name));
                texts.put(name, text.equals(USUAL) ? "" : text);
            }
        }
        try {
            return preferences
                    .choose(user.id(), PreferenceText.read(texts))
                    .thenApply(saved -> Step.done("So it is from now on."));
        } catch (IllegalArgumentException e) {
            throw StanzaError.notAcceptable(e.getMessage());
        }
    }
}
