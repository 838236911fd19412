package offhook.gateway.voicemail;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.address.Jid;
import offhook.voicemail.pin.Pin;
import offhook.xmpp.command.Command;
import offhook.xmpp.command.Commands;
import offhook.xmpp.command.Step;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.stanza.StanzaError;

/**
 * A new PIN, and the greeting of old, by filling in forms at {@code voicemail.<domain>} (XEP-0050). Safe to share.
 */
public final class AccessCommands {

    private static final String TYPE = "urn:offhook:voicemail";
    private static final String PIN = "pin";
    private static final String AGAIN = "again";
    private static final String LINK = "link";

    private final Directory directory;
    private final Access access;
    private final Optional<Uploaded> uploads;

    /** @param uploads empty where nobody can upload anything */
    public AccessCommands(Directory directory, Access access, Optional<Uploaded> uploads) {
        this.directory = directory;
        this.access = access;
        this.uploads = uploads;
    }

    public void offer(Commands to) {
        Jid contact = VoicemailContact.address(directory.domain());
        to.at(contact, forPeople("pin", "Change the PIN of my voicemail", this::pin))
                .at(contact, forPeople("standard-greeting", "Have callers hear the standard greeting", this::standard));
        uploads.ifPresent(from -> to.at(
                contact, forPeople("greeting", "Have callers hear a file of mine", user -> greeting(user, from))));
    }

    private Command forPeople(String node, String name, Function<User, CompletionStage<Step>> start) {
        return Command.of(TYPE + '#' + node, name, asker -> start.apply(person(asker)))
                .onlyFor(asker -> directory.user(asker).isPresent());
    }

    private User person(Jid asker) {
        return directory.user(asker).orElseThrow(() -> StanzaError.forbidden(""));
    }

    private CompletionStage<Step> pin(User user) {
        var form = DataForm.of("form", TYPE)
                .titled(
                        "PIN",
                        "With it you hear your voicemails from any phone: call yourself, and press * while your"
                                + " greeting is played.")
                .needs(PIN, "text-private", Pin.SHORTEST + " to " + Pin.LONGEST + " digits")
                .needs(AGAIN, "text-private", "Once more");
        return Step.askLast(form, answers -> {
            var pin = answers.text(PIN).orElse("");
            if (!pin.equals(answers.text(AGAIN).orElse(""))) {
                throw StanzaError.notAcceptable("the two PINs differ");
            }
            return access.pins().set(user, chosen(pin, user)).thenApply(done -> Step.done("Your new PIN is kept."));
        });
    }

    private static Pin chosen(String pin, User user) {
        try {
            return Pin.chosen(pin, user);
        } catch (IllegalArgumentException e) {
            throw StanzaError.notAcceptable(e.getMessage());
        }
    }

    private static CompletionStage<Step> greeting(User user, Uploaded from) {
        var form = DataForm.of("form", TYPE)
                .titled("Greeting", "Upload a WAV or MP3 file of at most two minutes, and give the link to it.")
                .needs(LINK, "text-single", "Link");
        return Step.askLast(
                form, answers -> from.greets(user, answers.text(LINK).orElse("").strip())
                        .thenApply(done -> Step.done("Callers hear it from now on.")));
    }

    private CompletionStage<Step> standard(User user) {
        return access.greetings()
                .remove(user.id())
                .thenApply(was -> Step.done(
                        was ? "Callers hear the standard greeting from now on." : "You have no greeting of your own."));
    }
}
