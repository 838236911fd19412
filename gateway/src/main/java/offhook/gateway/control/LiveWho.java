package offhook.gateway.control;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.Jid;
import offhook.sip.call.PhoneStatus;
import offhook.sip.registrar.Bindings;

/**
 * Everybody as the two servers see them now, from memory. Safe to share.
 *
 * @param phone what a person's phones are doing
 * @param bindings where they are registered
 * @param chats the resources of an account, as they are to be shown
 */
public record LiveWho(
        Directory directory, Function<UserId, PhoneStatus> phone, Bindings bindings, Function<Jid, List<String>> chats)
        implements Who {

    @Override
    public List<Line> look() {
        return directory.users().stream()
                .sorted((one, other) -> one.id().value().compareTo(other.id().value()))
                .map(this::line)
                .toList();
    }

    private Line line(User user) {
        return new Line(
                user.id().value(),
                user.name().value(),
                user.extensions(),
                phone.apply(user.id()).name().toLowerCase(Locale.ROOT).replace('_', ' '),
                bindings.of(user.id()).stream()
                        .map(binding -> binding.uri().toString())
                        .toList(),
                chats.apply(user.jid()));
    }
}
