package offhook.gateway.presence;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.Jid;
import offhook.sip.event.document.PresenceInfo.Note;
import offhook.sip.event.packages.Tuple;
import offhook.sip.event.packages.Tuples;
import offhook.xmpp.presence.PresenceListener;
import offhook.xmpp.presence.PresenceView;
import offhook.xmpp.stanza.Presence;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;

/**
 * What phones see of chat, RFC 8048 §6.2: a tuple for each client that is available, as contacts see it, and a closed one
 * for the last that has left. Safe to share.
 */
public final class ChatPresence implements Tuples, PresenceListener {

    private static final int HIGHEST_PRIORITY = 127;
    private static final Set<String> SHOWS = Set.of("away", "chat", "dnd", "xa");

    private final Directory directory;
    private final Supplier<PresenceView> chat;
    private final Map<Jid, Clients> clients = new ConcurrentHashMap<>();
    private volatile Consumer<UserId> changed = user -> {};
    private volatile Consumer<UserId> audience = user -> {};

    /** Resources: those that are available, and the last one that is not any more. */
    private record Clients(Set<String> available, Optional<String> left) {

        static final Clients NONE = new Clients(Set.of(), Optional.empty());

        Clients now(Set<String> resources) {
            var gone = available.stream()
                    .filter(resource -> !resources.contains(resource))
                    .findAny();
            boolean isOver = !gone.isPresent() && resources.stream().anyMatch(one -> !available.contains(one));
            return new Clients(resources, gone.or(() -> isOver ? Optional.empty() : left));
        }
    }

    /** @param chat asked each time, since phones are there before the XMPP side is */
    public ChatPresence(Directory directory, Supplier<PresenceView> chat) {
        this.directory = directory;
        this.chat = chat;
    }

    @Override
    public void listen(Consumer<UserId> listener) {
        changed = listener;
    }

    /** From now on the listener hears of everybody who may be seen by others than before. */
    public void listenToAudience(Consumer<UserId> listener) {
        audience = listener;
    }

    @Override
    public void changed(Jid account) {
        directory
                .user(account)
                .ifPresentOrElse(
                        user -> {
                            var now = new HashSet<String>();
                            chat.get()
                                    .shown(account)
                                    .forEach(presence -> now.add(presence.from().resource()));
                            clients.compute(account, (jid, before) -> (before == null ? Clients.NONE : before)
                                    .now(Set.copyOf(now)));
                            changed.accept(user.id());
                        },
                        () -> clients.remove(account));
    }

    @Override
    public void audienceChanged(Jid account) {
        directory.user(account).map(User::id).ifPresent(audience);
    }

    @Override
    public List<Tuple> of(User user) {
        var tuples = new ArrayList<Tuple>();
        chat.get().shown(user.jid()).forEach(presence -> tuples.add(tuple(user, presence)));
        clients.getOrDefault(user.jid(), Clients.NONE).left.ifPresent(resource -> tuples.add(gone(resource)));
        return tuples;
    }

    /** Somebody is busy where one client says so, and away where all do. */
    @Override
    public List<String> activities(User user) {
        var shows = chat.get().shown(user.jid()).stream()
                .map(presence -> presence.show().orElse("").strip())
                .toList();
        if (shows.contains("dnd")) {
            return List.of("busy");
        }
        boolean isAway = !shows.isEmpty() && shows.stream().allMatch(show -> show.equals("away") || show.equals("xa"));
        return isAway ? List.of("away") : List.of();
    }

    /** Whether the person has said themselves, at any client, that they want not to be disturbed. */
    boolean isNotToBeDisturbed(User user) {
        return chat.get().said(user.jid()).stream()
                .anyMatch(presence -> presence.show().orElse("").strip().equals("dnd"));
    }

    private static Tuple tuple(User user, Presence presence) {
        byte priority = presence.priority();
        return new Tuple(
                id(presence.from().resource()),
                true,
                notes(presence),
                presence.show().map(String::strip).filter(SHOWS::contains),
                user.aors().stream().findFirst().map(Object::toString), // what is written there comes to chat
                priority < 0 ? OptionalDouble.empty() : OptionalDouble.of((double) priority / HIGHEST_PRIORITY));
    }

    private static Tuple gone(String resource) {
        return new Tuple(id(resource), false, List.of(), Optional.empty(), Optional.empty(), OptionalDouble.empty());
    }

    private static String id(String resource) {
        return Tuple.id("ID-", resource);
    }

    private static List<Note> notes(Presence presence) {
        if (!presence.has("status", Namespaces.CLIENT)) {
            return List.of();
        }
        var usual = presence.lang() == null ? "" : presence.lang();
        return presence.element().children("status", Namespaces.CLIENT).stream()
                .filter(status -> !status.text().isBlank())
                .map(status -> new Note(status.text(), language(status).orElse(usual)))
                .toList();
    }

    private static Optional<String> language(Element status) {
        return status.attribute("lang", Namespaces.XML);
    }
}
