package offhook.xmpp.xep;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;

/** [xmpp.contact] */
@Doc("Where people can reach you, told to whoever asks the server (XEP-0157); URIs such as mailto:, xmpp: and https:.")
public record ContactConfig(
        @Doc("For abusive traffic.") @Default("") List<String> abuse,
        @Doc("The administrators.") @Default("") List<String> admin,
        @Doc("For feedback.") @Default("") List<String> feedback,
        @Doc("For sales.") @Default("") List<String> sales,
        @Doc("For security.") @Default("") List<String> security,
        @Doc("Where the state of the service is shown.") @Default("") List<String> status,
        @Doc("For help.") @Default("") List<String> support) {

    /** @throws IllegalArgumentException if one is no URI with a scheme */
    public ContactConfig {
        for (var addresses : List.of(abuse, admin, feedback, sales, security, status, support)) {
            addresses.forEach(ContactConfig::check);
        }
    }

    private static void check(String text) {
        try {
            if (new URI(text).isAbsolute()) {
                return;
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(expected(text), e);
        }
        throw new IllegalArgumentException(expected(text));
    }

    private static String expected(String text) {
        return "contact: " + text + " is no URI such as mailto:admin@example.com";
    }

    /** The addresses by the names of their fields, those that are not empty. */
    Map<String, List<String>> fields() {
        var fields = new LinkedHashMap<String, List<String>>();
        fields.put("abuse-addresses", abuse);
        fields.put("admin-addresses", admin);
        fields.put("feedback-addresses", feedback);
        fields.put("sales-addresses", sales);
        fields.put("security-addresses", security);
        fields.put("status-addresses", status);
        fields.put("support-addresses", support);
        fields.values().removeIf(List::isEmpty);
        return fields;
    }
}
