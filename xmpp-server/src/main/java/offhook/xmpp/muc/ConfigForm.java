package offhook.xmpp.muc;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.form.DataForm.Option;
import offhook.xmpp.muc.RoomConfig.PrivateMessages;
import offhook.xmpp.stanza.StanzaError;

/** The configuration of a room as a form, XEP-0045 §16.5.3: for its owners, and as it is stored. */
final class ConfigForm {

    static final String FORM = "http://jabber.org/protocol/muc#roomconfig";
    static final String ADMINS = "muc#roomconfig_roomadmins";
    static final String OWNERS = "muc#roomconfig_roomowners";

    static final String LOGGING = "muc#roomconfig_enablelogging";

    private static final String C = "muc#roomconfig_";
    private static final String HISTORY = "muc#maxhistoryfetch";
    private static final String NO_LIMIT = "none";

    private ConfigForm() {}

    /**
     * The form with what holds now; without the lists of people.
     *
     * @param type "form" to be filled in, "submit" to be stored
     * @param most how many occupants a room of this service may have
     */
    static DataForm of(String type, RoomConfig config, int most) {
        return DataForm.of(type, FORM)
                .text(C + "roomname", "Name", config.name())
                .text(C + "roomdesc", "Description", config.description())
                .text(C + "lang", "Language of the discussion", config.language())
                .bool(C + "publicroom", "Let everybody find the room", config.isPublic())
                .bool(C + "persistentroom", "Keep the room when nobody is in it", config.persistent())
                .bool(C + "moderatedroom", "Let only those speak to whom a moderator gave voice", config.moderated())
                .bool(C + "membersonly", "Let only members in", config.membersOnly())
                .bool(C + "passwordprotectedroom", "Let only those in who know the password", config.hasPassword())
                .with(C + "roomsecret", "text-private", "Password", List.of(config.password()))
                .choice(C + "maxusers", "How many may be in the room", maxUsers(config, most), sizes(config, most))
                .choice(
                        C + "whois",
                        "Who sees real addresses",
                        config.nonAnonymous() ? "anyone" : "moderators",
                        new Option("Moderators", "moderators"),
                        new Option("Everybody", "anyone"))
                .bool(C + "changesubject", "Let participants change the subject", config.changeSubject())
                .bool(C + "allowinvites", "Let members invite others", config.allowInvites())
                .choice(
                        C + "allowpm",
                        "Who may send private messages",
                        text(config.privateMessages()),
                        new Option("Everybody", "anyone"),
                        new Option("Those with voice", "participants"),
                        new Option("Moderators", "moderators"),
                        new Option("Nobody", "none"))
                .choices(C + "presencebroadcast", "Whose presence everybody sees", texts(config.broadcast()), roles())
                .choices(C + "getmemberlist", "Who may read the member list", texts(config.memberList()), roles())
                .bool(LOGGING, "Keep an archive that everybody who may come in can read", config.logging())
                .text(HISTORY, "How many of the last messages a newcomer gets", Integer.toString(config.history()));
    }

    /**
     * The configuration with what the form says; a field that is not there changes nothing.
     *
     * @throws StanzaError not-acceptable, §10.1.3
     */
    static RoomConfig apply(RoomConfig before, DataForm form, int most) {
        return new RoomConfig(
                text(form, "roomname", before.name()),
                text(form, "roomdesc", before.description()),
                text(form, "lang", before.language()),
                flag(form, "publicroom", before.isPublic()),
                flag(form, "persistentroom", before.persistent()),
                flag(form, "moderatedroom", before.moderated()),
                flag(form, "membersonly", before.membersOnly()),
                password(form, before),
                maxUsers(form, before, most),
                one(form, "whois", before.nonAnonymous() ? "anyone" : "moderators", "anyone", "moderators")
                        .equals("anyone"),
                flag(form, "changesubject", before.changeSubject()),
                flag(form, "allowinvites", before.allowInvites()),
                PrivateMessages.valueOf(one(
                                form,
                                "allowpm",
                                text(before.privateMessages()),
                                Stream.of(PrivateMessages.values())
                                        .map(ConfigForm::text)
                                        .toArray(String[]::new))
                        .toUpperCase(Locale.ROOT)),
                roles(form, "presencebroadcast", before.broadcast()),
                roles(form, "getmemberlist", before.memberList()),
                history(form, before),
                flag(form, "enablelogging", before.logging()));
    }

    private static String text(DataForm form, String name, String before) {
        var text = form.value(C + name).orElse(before);
        if (text.length() > Policy.LONGEST_TEXT) {
            throw StanzaError.notAcceptable(C + name + ": at most " + Policy.LONGEST_TEXT + " characters");
        }
        return text;
    }

    private static boolean flag(DataForm form, String name, boolean before) {
        return form.flag(C + name).orElse(before);
    }

    /** One that is asked for cannot be blank; one that is sent without the question is asked for. */
    private static String password(DataForm form, RoomConfig before) {
        var sent = text(form, "roomsecret", before.password());
        if (!flag(form, "passwordprotectedroom", !sent.isEmpty())) {
            return "";
        }
        if (sent.isBlank()) {
            throw StanzaError.notAcceptable(C + "roomsecret: the password is missing");
        }
        return sent;
    }

    private static int maxUsers(DataForm form, RoomConfig before, int most) {
        var text = form.value(C + "maxusers").map(String::strip).orElse("");
        if (text.isEmpty()) {
            return Math.min(before.maxUsers(), most);
        }
        return text.equals(NO_LIMIT) ? most : number(C + "maxusers", text, 1, most);
    }

    private static int history(DataForm form, RoomConfig before) {
        var text = form.value(HISTORY).map(String::strip).orElse("");
        return text.isEmpty() ? before.history() : number(HISTORY, text, 0, RoomsConfig.LONGEST_HISTORY);
    }

    private static int number(String field, String text, int least, int most) {
        if (text.matches("[0-9]{1,6}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most) {
            return Integer.parseInt(text);
        }
        throw StanzaError.notAcceptable(field + ": expected a number from " + least + " to " + most);
    }

    private static String one(DataForm form, String name, String before, String... of) {
        var text = form.value(C + name).orElse(before);
        if (!List.of(of).contains(text)) {
            throw StanzaError.notAcceptable(C + name + ": expected one of " + String.join(", ", of));
        }
        return text;
    }

    private static Set<Role> roles(DataForm form, String name, Set<Role> before) {
        var texts = form.values(C + name).orElse(null);
        if (texts == null) {
            return before;
        }
        var roles = new HashSet<Role>();
        for (var text : texts) {
            if (!text.isBlank() && !text.equals(NO_LIMIT)) {
                var role = RoomConfig.PRESENT.stream()
                        .filter(known -> known.text().equals(text))
                        .findFirst();
                roles.add(role.orElseThrow(
                        () -> StanzaError.notAcceptable(C + name + ": expected moderator, participant or visitor")));
            }
        }
        return roles;
    }

    private static String maxUsers(RoomConfig config, int most) {
        return config.maxUsers() == most ? NO_LIMIT : Integer.toString(config.maxUsers());
    }

    private static Option[] sizes(RoomConfig config, int most) {
        var sizes = Stream.of(10, 20, 50, 100, 200, 500, config.maxUsers())
                .distinct()
                .filter(size -> size < most)
                .sorted()
                .map(size -> new Option(size.toString(), size.toString()));
        return Stream.concat(sizes, Stream.of(new Option("As many as possible", NO_LIMIT)))
                .toArray(Option[]::new);
    }

    private static String text(PrivateMessages who) {
        return who.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> texts(Set<Role> roles) {
        return roles.stream().sorted().map(Role::text).toList();
    }

    private static Option[] roles() {
        return new Option[] {
            new Option("Moderators", "moderator"),
            new Option("Participants", "participant"),
            new Option("Visitors", "visitor")
        };
    }
}
