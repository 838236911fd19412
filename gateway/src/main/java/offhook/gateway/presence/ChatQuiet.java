package offhook.gateway.presence;

import java.util.Optional;
import java.util.function.Supplier;
import offhook.directory.User;
import offhook.gateway.presence.PresenceConfig.ChatDnd;
import offhook.sip.message.Uri;
import offhook.sip.proxy.Quiet;

/**
 * Calls to somebody whose chat client says "do not disturb", as the configuration has it. What Offhook itself shows of
 * somebody who talks does not count. Safe to share.
 *
 * @param config asked for each call
 */
public record ChatQuiet(Supplier<PresenceConfig> config, ChatPresence chat, String domain) implements Quiet {

    @Override
    public Optional<Answer> of(User user) {
        var now = config.get();
        if (now.chatDndToPhone() == ChatDnd.OFF || !chat.isNotToBeDisturbed(user)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (now.chatDndToPhone()) {
                    case VOICEMAIL -> new Answer.Voicemail();
                    case FORWARD ->
                        new Answer.Forward(Uri.sip(now.chatDndForward().orElseThrow(), domain, 0));
                    case OFF, REJECT -> new Answer.Busy();
                });
    }
}
