package offhook.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import offhook.runtime.config.Doc;

/**
 * The mail server that takes our mail, as its URL says it.
 *
 * @param implicitTls smtps: TLS from the first byte, RFC 8314 §3.3
 * @param host a name, or an address, IPv6 without brackets
 */
@Doc("\"smtp://[user:password@]host[:port]\" or \"smtps://…\"")
public record SmtpServer(boolean implicitTls, String host, int port, Optional<Login> login) {

    /** RFC 6409 §3.1: submission. */
    private static final int SUBMISSION = 587;

    /** RFC 8314 §7.3: submissions. */
    private static final int SUBMISSIONS = 465;

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]+|[0-9A-Fa-f:.]+");

    /** RFC 4954: who we are to the server. */
    public record Login(String user, String password) {

        @Override
        public String toString() {
            return "Login[" + user + ", …]";
        }
    }

    /**
     * Reads {@code smtp://[user:password@]host[:port]} or {@code smtps://…}. In user and password, characters may be
     * percent-encoded; an {@code @} or {@code :} of the password need not be.
     *
     * @throws IllegalArgumentException if it is no such URL; the message says why, without the password
     */
    public static SmtpServer parse(String url) {
        boolean implicitTls = url.startsWith("smtps://");
        if (!implicitTls && !url.startsWith("smtp://")) {
            throw new IllegalArgumentException("it starts neither with smtp:// nor with smtps://");
        }
        String rest = url.substring(url.indexOf("//") + 2);
        int at = rest.lastIndexOf('@');
        String hostPort = rest.substring(at + 1);
        if (hostPort.endsWith("/")) {
            hostPort = hostPort.substring(0, hostPort.length() - 1);
        }
        int colon = hostPort.indexOf(':', hostPort.indexOf(']') + 1);
        String host = colon < 0 ? hostPort : hostPort.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        host = bracketed ? host.substring(1, host.length() - 1) : host;
        if (!HOST.matcher(host).matches() || (host.indexOf(':') >= 0) != bracketed) {
            throw new IllegalArgumentException("the host is missing or is no name or address");
        }
        int port = implicitTls ? SUBMISSIONS : SUBMISSION;
        return new SmtpServer(
                implicitTls,
                host,
                colon < 0 ? port : port(hostPort.substring(colon + 1)),
                at < 0 ? Optional.empty() : Optional.of(login(rest.substring(0, at))));
    }

    private static int port(String digits) {
        int port = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("the port is not between 1 and 65535");
        }
        return port;
    }

    private static Login login(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("user:password was expected before the @");
        }
        return new Login(decoded(text.substring(0, colon)), decoded(text.substring(colon + 1)));
    }

    /** RFC 3986 §2.1; a percent sign without two digits stands for itself, as a password from the environment may have it. */
    private static String decoded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
            if (low < 0) {
                out.write(bytes[i]);
            } else {
                out.write(high * 16 + low);
                i += 2;
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** "host:port", as a log line names it. */
    public String address() {
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }

    @Override
    public String toString() {
        return (implicitTls ? "smtps://" : "smtp://") + address();
    }
}
