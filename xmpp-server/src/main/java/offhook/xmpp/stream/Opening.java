package offhook.xmpp.stream;

import static offhook.xmpp.xml.StreamError.Condition.BAD_FORMAT;
import static offhook.xmpp.xml.StreamError.Condition.BAD_NAMESPACE_PREFIX;
import static offhook.xmpp.xml.StreamError.Condition.HOST_UNKNOWN;
import static offhook.xmpp.xml.StreamError.Condition.INVALID_FROM;
import static offhook.xmpp.xml.StreamError.Condition.INVALID_NAMESPACE;
import static offhook.xmpp.xml.StreamError.Condition.UNSUPPORTED_VERSION;

import java.util.Optional;
import java.util.regex.Pattern;
import offhook.directory.User;
import offhook.directory.address.Jid;
import offhook.xmpp.xml.Fragment;
import offhook.xmpp.xml.Namespaces;
import offhook.xmpp.xml.StreamError;
import offhook.xmpp.xml.StreamHeader;

/** A stream header is due: the first of a connection, after TLS, or after a login. RFC 6120 §4.2, §4.7 and §4.8. */
final class Opening implements State {

    private static final Pattern VERSION = Pattern.compile("0*([0-9]{1,6})\\.([0-9]{1,6})");

    private final ClientStream stream;
    private final Optional<User> user;

    /** @param user who has logged in */
    Opening(ClientStream stream, Optional<User> user) {
        this.stream = stream;
        this.user = user;
    }

    @Override
    public State header(StreamHeader header) {
        var client = jid(header.from()).map(Jid::bare);
        boolean versioned = header.version() != null;
        stream.answer(header, client.orElse(null), versioned);
        check(header);
        if (user.isPresent()) {
            checkFrom(client, user.get());
            var binding = new ResourceBinding(stream, user.get());
            binding.offer();
            return binding;
        }
        var login = new LoggingIn(stream);
        if (versioned) {
            login.offer();
        } else if (!login.takesLegacyAuth()) {
            throw new StreamError(UNSUPPORTED_VERSION, "this server speaks XMPP 1.0");
        }
        return login;
    }

    @Override
    public State element(Fragment element) {
        throw new IllegalStateException("an element before the header");
    }

    private void check(StreamHeader header) {
        if (!header.name().namespace().equals(Namespaces.STREAM)) {
            throw new StreamError(INVALID_NAMESPACE, "the stream's namespace is " + Namespaces.STREAM);
        }
        if (!header.name().local().equals("stream")) {
            throw new StreamError(BAD_FORMAT, "a stream begins with <stream>");
        }
        if (!header.prefix().isEmpty() && !header.prefix().equals("stream")) {
            throw new StreamError(BAD_NAMESPACE_PREFIX, "the stream's prefix is \"stream\""); // §4.8.5
        }
        String content = header.contentNamespace();
        boolean prefixFree = header.prefix().isEmpty() && content.equals(Namespaces.STREAM);
        if (!prefixFree && !content.isEmpty() && !content.equals(Namespaces.CLIENT)) {
            throw new StreamError(INVALID_NAMESPACE, "the content's namespace is " + Namespaces.CLIENT);
        }
        if (header.to() != null && !isOurs(header.to())) {
            throw new StreamError(HOST_UNKNOWN, "");
        }
        if (header.version() != null && !isUnderstood(header.version())) {
            throw new StreamError(UNSUPPORTED_VERSION, "this server speaks XMPP 1.0");
        }
    }

    private boolean isOurs(String to) {
        return jid(to).filter(jid -> jid.equals(stream.common().server())).isPresent();
    }

    /** §4.7.5: any minor version of 1. */
    private static boolean isUnderstood(String version) {
        var parts = VERSION.matcher(version);
        return parts.matches() && Integer.parseInt(parts.group(1)) == 1;
    }

    /** §6.4.6: a header that TLS protects has to name who has logged in, if it names anybody. */
    private void checkFrom(Optional<Jid> from, User loggedIn) {
        if (stream.security().isUp() && from.isPresent() && !from.get().equals(loggedIn.jid())) {
            throw new StreamError(INVALID_FROM, "the header names somebody else");
        }
    }

    private static Optional<Jid> jid(String text) {
        try {
            return Optional.ofNullable(text).map(Jid::parse);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return user.map(u -> u.jid().toString()).orElse("(opening)");
    }
}
