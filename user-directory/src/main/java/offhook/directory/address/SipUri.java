package offhook.directory.address;

import java.util.Map;

/**
 * A sip:, sips: or tel: URI, as far as finding its owner and calling it back need it.
 *
 * @param scheme "sip", "sips" or "tel"
 * @param user percent-decoded; the number of a tel URI; empty where there is none
 * @param host lower case, IPv6 in brackets; empty for a tel URI
 * @param port 0 where none is named
 * @param parameters names in lower case; a parameter without value has the value ""
 */
public record SipUri(String scheme, String user, String host, int port, Map<String, String> parameters) {

    public SipUri {
        parameters = Map.copyOf(parameters);
    }
}
