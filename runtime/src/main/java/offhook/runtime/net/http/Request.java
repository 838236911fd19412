package offhook.runtime.net.http;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What a client asks for.
 *
 * @param path as it was sent, without the query
 * @param variables what stood in the places of {@code {name}} of the route, decoded
 * @param query the parameters, decoded; the first value of each
 * @param headers by name in lower case; the values of a repeated one are separated by commas
 * @param from who sent it, as far as is known: where a proxy on this machine is in front of us, what it says
 * @param secure whether it came through TLS, ours or that of a proxy on this machine
 */
public record Request(
        String method,
        String path,
        Map<String, String> variables,
        Map<String, String> query,
        Map<String, String> headers,
        byte[] body,
        InetSocketAddress from,
        boolean secure) {

    /** The value of a variable of the route's pattern. */
    public String variable(String name) {
        return variables.get(name);
    }

    /** @param name in lower case */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Shows neither headers nor body: there are secrets in them. */
    @Override
    public String toString() {
        return method + " " + path;
    }
}
