package offhook.gateway.dial;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import offhook.directory.Callee;
import offhook.directory.Directory;
import offhook.directory.RingGroup;
import offhook.directory.User;
import offhook.directory.address.DisplayName;
import offhook.directory.address.Jid;
import offhook.directory.address.SipUri;
import offhook.gateway.chat.Correspondents;
import offhook.sip.call.Caller;
import offhook.sip.message.SipFailure;
import offhook.sip.message.Uri;

/** Reads whom somebody wants to call: a number as people write it, a name, an address. Safe to share. */
final class NumberReader {

    private static final int LONGEST = 100;

    /** As people and phones write them: separators mean nothing. */
    private static final Pattern SEPARATORS = Pattern.compile("[\\s().\\-/\\u00a0\\u2010-\\u2015]");

    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9*#]{1,32}");
    private static final Pattern SCHEME = Pattern.compile("(?i)^(sip|tel|xmpp):");

    private final Directory directory;
    private final Correspondents correspondents;

    NumberReader(Directory directory, Correspondents correspondents) {
        this.directory = directory;
        this.correspondents = correspondents;
    }

    /** @throws CannotCall with one line that says what was expected */
    Dialled read(User person, String text) {
        var written = text.strip();
        if (written.isEmpty()) {
            throw new CannotCall("refused.empty");
        }
        if (written.length() > LONGEST || written.chars().anyMatch(c -> Character.isISOControl(c))) {
            throw unreadable(written);
        }
        var plain = SCHEME.matcher(written).replaceFirst("");
        var number = SEPARATORS.matcher(plain).replaceAll("");
        var found = NUMBER.matcher(number).matches()
                ? number(number)
                : plain.indexOf('@') >= 0
                        ? address(plain).orElseThrow(() -> unreadable(written))
                        : named(plain, written);
        return notTheirs(person, found);
    }

    /** Who called them, or whom they called. @throws CannotCall if nobody knows */
    Dialled of(User person, Caller other) {
        var user = other.user().flatMap(directory::user).filter(User::enabled);
        if (user.isPresent()) {
            return notTheirs(person, of(user.get()));
        }
        if (other.withheld() || other.address().user().isEmpty()) {
            throw new CannotCall("refused.withheld");
        }
        var jid = correspondents.toXmpp(other);
        var uri = correspondents.toSip(jid).orElseThrow(() -> new CannotCall("refused.withheld"));
        return new Dialled(uri, shown(other.name().value(), uri.user()));
    }

    /** Somebody behind an address of chat, as a client's Call button has it; empty for nobody. */
    Optional<Dialled> of(User person, Jid jid) {
        return address(jid).map(found -> notTheirs(person, found));
    }

    private Dialled notTheirs(User person, Dialled found) {
        boolean own = find(found.uri())
                .filter(User.class::isInstance)
                .map(User.class::cast)
                .filter(user -> user.id().equals(person.id()))
                .isPresent();
        if (own) {
            throw new CannotCall("refused.own");
        }
        return found;
    }

    private Dialled number(String number) {
        var uri = uri(SipUri.of(number, directory.domain()));
        return new Dialled(uri, find(uri).map(callee -> name(callee, number)).orElse(number));
    }

    private Optional<Dialled> address(String text) {
        try {
            return address(Jid.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** One of us; somebody behind {@code phone.<domain>}; else who has the same address in SIP. */
    private Optional<Dialled> address(Jid jid) {
        var user = directory.user(jid);
        if (user.isPresent()) {
            return Optional.of(of(user.get()));
        }
        var uri = jid.domain().equals("phone." + directory.domain()) ? correspondents.toSip(jid) : sip(jid);
        return uri.map(found -> new Dialled(
                found, find(found).map(callee -> name(callee, found.user())).orElse(found.user())));
    }

    private static Optional<Uri> sip(Jid jid) {
        try {
            return jid.local().isEmpty() || !jid.isBare()
                    ? Optional.empty()
                    : Optional.of(uri(SipUri.of(jid.local(), jid.domain())));
        } catch (IllegalArgumentException | SipFailure e) {
            return Optional.empty();
        }
    }

    private Dialled of(User user) {
        return Correspondents.addressOf(user)
                .map(uri -> new Dialled(uri, shown(user.name().value(), uri.user())))
                .orElseThrow(() -> new CannotCall("refused.address"));
    }

    private Dialled named(String name, String written) {
        var wanted = name.toLowerCase(Locale.ROOT);
        var all = directory.users().stream()
                .filter(user -> user.id().value().equals(wanted)
                        || user.name().value().toLowerCase(Locale.ROOT).equals(wanted))
                .toList();
        var people = all.isEmpty() ? withFirstName(wanted) : all;
        if (people.size() > 1) {
            throw new CannotCall("refused.several", new DisplayName(written).value());
        }
        return people.stream().findFirst().map(this::of).orElseThrow(() -> unreadable(written));
    }

    private List<User> withFirstName(String wanted) {
        return directory.users().stream()
                .filter(user -> user.name().value().toLowerCase(Locale.ROOT).startsWith(wanted + ' '))
                .toList();
    }

    private static CannotCall unreadable(String written) {
        return new CannotCall("refused.unreadable", new DisplayName(written).value());
    }

    private Optional<Callee> find(Uri uri) {
        try {
            return directory.find(SipUri.parse(uri.toString()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String name(Callee callee, String number) {
        return callee instanceof User user
                ? shown(user.name().value(), number)
                : callee instanceof RingGroup group ? group.extension() : number;
    }

    private static String shown(String name, String number) {
        return name.isEmpty() ? number : name;
    }

    private static Uri uri(SipUri uri) {
        return Uri.parse(uri.toString());
    }
}
