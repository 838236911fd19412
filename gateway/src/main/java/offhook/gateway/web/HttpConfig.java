package offhook.gateway.web;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;
import offhook.runtime.config.Listen;
import offhook.runtime.config.Listen.Transport;

/** [http] */
@Doc(
        "The web server for clients: files that they upload, voicemails, and XMPP by WebSocket and BOSH. Without this section there is none.")
public record HttpConfig(
        @Doc("Where it listens: tls:, or, behind a reverse proxy on this machine, tcp: at a loopback address.")
                @Default("tls:5443")
                List<Listen> listen,
        @Doc(
                        "Its address as clients see it, such as \"https://chat.example.com\"; by default the domain and the first port.")
                Optional<String> url,
        @Doc("How many connections there may be at once.") @Default("10000") int connections,
        @Doc("How many of them one address may have. This machine is not counted.") @Default("200")
                int connectionsPerAddress) {

    private static final Pattern URL = Pattern.compile("https?://[^/?#@\\s]+");

    /** Addresses are no names: a letter at the beginning of the last label tells them apart (RFC 1123 §2.1). */
    private static final Pattern NAME =
            Pattern.compile("^https://((?:[A-Za-z0-9-]+\\.)*[A-Za-z][A-Za-z0-9-]*)(?::\\d+)?$");

    /** @throws IllegalArgumentException with what was expected */
    public HttpConfig {
        if (listen.isEmpty()) {
            throw new IllegalArgumentException("listen: expected at least one; leave out [http] for no web server");
        }
        for (var at : listen) {
            check(at);
        }
        if (url.filter(text -> !URL.matcher(text).matches()).isPresent()) {
            throw new IllegalArgumentException("url: expected https://, a host, and perhaps a port");
        }
        if (url.isEmpty() && listen.stream().noneMatch(HttpConfig::secure)) {
            throw new IllegalArgumentException("url: expected the address of the proxy in front of us");
        }
        if (connections < 1 || connectionsPerAddress < 1) {
            throw new IllegalArgumentException("connections, connections_per_address: expected a number from 1");
        }
    }

    private static void check(Listen at) {
        if (at.transport() != null && at.transport() != Transport.TCP && at.transport() != Transport.TLS) {
            throw new IllegalArgumentException("listen: " + at + " is none of [tls:|tcp:][address:]port");
        }
        boolean loopback = at.address().startsWith("127.") || at.address().equals("::1");
        if (!secure(at) && !loopback) {
            throw new IllegalArgumentException("listen: " + at
                    + " would carry passwords in the clear; expected tls:, or an address such as 127.0.0.1");
        }
    }

    /** The name by which clients reach our own certificate, if the URL has another one than the domain's; none behind a proxy. */
    public Optional<String> name() {
        return url.filter(text -> listen.stream().anyMatch(HttpConfig::secure))
                .map(NAME::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1).toLowerCase(Locale.ROOT));
    }

    /** Whether a listener is one of TLS, as it is unless it says otherwise. */
    static boolean secure(Listen at) {
        return at.transport() != Transport.TCP;
    }
}
