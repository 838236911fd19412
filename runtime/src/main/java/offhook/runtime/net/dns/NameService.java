package offhook.runtime.net.dns;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Asks the domain name system. An empty answer means that there is nothing of this kind; a stage fails where nobody could
 * be asked. It may complete on any thread, or be complete already. Safe to share.
 */
public interface NameService {

    CompletionStage<List<Naptr>> naptr(String domain);

    CompletionStage<List<Srv>> srv(String name);

    /** IPv4 before IPv6, each knowing the host's name. */
    CompletionStage<List<InetAddress>> addresses(String host);

    /**
     * RFC 3403 §4.1, as far as it is of use without a regular expression.
     *
     * @param replacement the name to ask for next
     */
    record Naptr(int order, int preference, String flags, String service, String replacement) {}

    /** RFC 2782. */
    record Srv(int priority, int weight, int port, String target) {}
}
