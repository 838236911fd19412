package offhook.xmpp.xep;

import static offhook.xmpp.form.FormTable.column;
import static offhook.xmpp.routing.Target.SERVER;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.address.Jid;
import offhook.runtime.work.Lanes;
import offhook.xmpp.feature.Feature;
import offhook.xmpp.feature.Installer;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.form.FormTable;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;

/** Users of this server find each other by name, user name and extension; nothing else of anybody is told. */
public final class UserSearch implements Feature {

    private static final String NS = "jabber:iq:search";
    private static final String INSTRUCTIONS =
            "Fill in what you know. What is found begins like that; * is for anything.";
    private static final String FIRST = "first";
    private static final String LAST = "last";
    private static final String NICK = "nick";
    private static final String EXTENSION = "x-extension";

    private final Jid server;
    private final Directory directory;
    private final Lanes lanes;
    private final int most;

    /** @param most how many people one search finds */
    public UserSearch(Jid server, Directory directory, Lanes lanes, int most) {
        this.server = server;
        this.directory = directory;
        this.lanes = lanes;
        this.most = most;
    }

    @Override
    public Spec spec() {
        return Spec.xep(55, "1.3", "Jabber Search").only("unless [xmpp.search] enabled = false");
    }

    @Override
    public void install(Installer to) {
        to.disco(NS)
                .identity(SERVER, "directory", "user")
                .iqGet(SERVER, NS, "query", this::fields)
                .iqSet(SERVER, NS, "query", this::search);
    }

    /** §2.1, §3. */
    private Element fields(Iq iq) {
        requireOurs(iq);
        var form = DataForm.of("form", NS)
                .titled("User search", INSTRUCTIONS)
                .asks(FIRST, "text-single", "Given name")
                .asks(LAST, "text-single", "Family name")
                .asks(NICK, "text-single", "User name")
                .asks(EXTENSION, "text-single", "Extension");
        return Element.of("query", NS)
                .with(Element.of("instructions", NS, INSTRUCTIONS))
                .with(Element.of(FIRST, NS))
                .with(Element.of(LAST, NS))
                .with(Element.of(NICK, NS))
                .with(form.toElement());
    }

    private void requireOurs(Iq iq) {
        if (!iq.from().domain().equals(server.domain())) {
            throw StanzaError.forbidden("for users of this server");
        }
    }

    private CompletionStage<Element> search(Iq iq) {
        requireOurs(iq);
        var query = iq.payload();
        var form = DataForm.in(query);
        var wanted = wanted(query, form);
        return CompletableFuture.supplyAsync(
                () -> form.isPresent() ? table(find(wanted)) : legacy(find(wanted)),
                lanes.lane(iq.from().bare()));
    }

    /** What is looked for, by field: at least something. */
    private static Map<String, Wildcard> wanted(Element query, Optional<DataForm> form) {
        var wanted = new LinkedHashMap<String, Wildcard>();
        for (var field : List.of(FIRST, LAST, NICK, EXTENSION)) {
            var text = form.isPresent()
                    ? form.get().value(field)
                    : field.equals(EXTENSION) ? Optional.<String>empty() : query.childText(field);
            try {
                text.filter(t -> !t.isBlank()).ifPresent(t -> wanted.put(field, new Wildcard(t)));
            } catch (IllegalArgumentException e) {
                throw StanzaError.notAcceptable(field + ": " + e.getMessage());
            }
        }
        if (wanted.isEmpty()) {
            throw StanzaError.notAcceptable("nothing to look for");
        }
        return wanted;
    }

    private List<User> find(Map<String, Wildcard> wanted) {
        return directory.users().stream()
                .filter(user -> wanted.entrySet().stream()
                        .allMatch(field -> texts(user, field.getKey()).anyMatch(field.getValue()::finds)))
                .sorted(Comparator.comparing(user -> user.jid().local()))
                .limit(most)
                .toList();
    }

    /** Where a field looks: names at each of their words. */
    private static Stream<String> texts(User user, String field) {
        return switch (field) {
            case NICK -> Stream.of(user.jid().local());
            case EXTENSION -> user.extensions().stream();
            default -> {
                var name = user.name().value();
                yield Stream.concat(Stream.of(name), Stream.of(name.split(" ")));
            }
        };
    }

    private static Element table(List<User> found) {
        var columns = List.of(
                column("jid", "jid-single", "JID"),
                column(FIRST, "text-single", "Given name"),
                column(LAST, "text-single", "Family name"),
                column(NICK, "text-single", "User name"),
                column(EXTENSION, "text-single", "Extension"));
        var rows = found.stream()
                .map(user -> List.of(
                        user.jid().toString(),
                        first(user),
                        last(user),
                        user.jid().local(),
                        String.join(", ", user.extensions())))
                .toList();
        return Element.of("query", NS).with(new FormTable(NS, "", columns, rows).toElement());
    }

    /** The schema of §7 wants all four. */
    private static Element legacy(List<User> found) {
        return Element.of("query", NS)
                .with(found.stream()
                        .map(user -> Element.of("item", NS)
                                .with("jid", user.jid().toString())
                                .with(Element.of(FIRST, NS, first(user)))
                                .with(Element.of(LAST, NS, last(user)))
                                .with(Element.of(NICK, NS, user.jid().local()))
                                .with(Element.of("email", NS)))
                        .toList());
    }

    private static String first(User user) {
        var name = user.name().value();
        return name.indexOf(' ') < 0 ? name : name.substring(0, name.lastIndexOf(' '));
    }

    private static String last(User user) {
        var name = user.name().value();
        return name.substring(name.lastIndexOf(' ') + 1).equals(name) ? "" : name.substring(name.lastIndexOf(' ') + 1);
    }
}
