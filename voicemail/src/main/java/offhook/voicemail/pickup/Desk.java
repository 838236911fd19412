package offhook.voicemail.pickup;

import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executor;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.sip.call.Caller;
import offhook.voicemail.audio.Clip;
import offhook.voicemail.box.Voicemails;
import offhook.voicemail.greeting.Greetings;
import offhook.voicemail.pin.Pins;
import offhook.voicemail.prompt.Prompt;
import offhook.voicemail.prompt.Prompts;

/**
 * What people reach by phone. Safe to share.
 *
 * @param files threads that may block
 */
public record Desk(
        PickupConfig config,
        Directory directory,
        Voicemails voicemails,
        Pins pins,
        Greetings greetings,
        Prompts prompts,
        CallBacks callBacks,
        Executor files,
        InstantSource clock) {

    /** Calls back whoever has left a message. Safe to share. */
    @FunctionalInterface
    public interface CallBacks {

        /** Nobody does. */
        CallBacks NONE = (person, caller) -> Optional.empty();

        /** What calls them; empty if that cannot be. It is asked on a loop, and must not block. */
        Optional<Runnable> to(User person, Caller caller);
    }

    /** What callers of somebody hear first. Blocks. */
    public Clip greeting(User person) {
        return greetings.of(person).orElseGet(() -> prompts.of(Prompt.GREETING, person.language()));
    }

    /** As it is said: of one of us the extension; "" if there is none, or they withhold it. */
    String number(Caller caller) {
        if (caller.withheld()) {
            return "";
        }
        return caller.user()
                .flatMap(directory::user)
                .flatMap(user -> user.extensions().stream().findFirst())
                .orElseGet(() -> isNumber(caller) ? caller.address().user() : "");
    }

    private static boolean isNumber(Caller caller) {
        return caller.address().user().matches("\\+?[0-9*#.() -]{1,32}");
    }
}
