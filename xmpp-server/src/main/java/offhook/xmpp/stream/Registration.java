package offhook.xmpp.stream;

import java.net.InetAddress;
import java.util.concurrent.CompletionStage;

/** Makes accounts for those who cannot log in yet, XEP-0077 §3.1. Safe to share; never blocks. */
public interface Registration {

    /**
     * Makes an account that can log in once the stage completes.
     *
     * @param from where the wish came from
     * @return fails with a {@code StanzaError}: conflict for a name that is taken, not-acceptable for one that cannot be
     */
    CompletionStage<Void> register(String username, String password, InetAddress from);
}
