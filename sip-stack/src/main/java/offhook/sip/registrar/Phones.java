package offhook.sip.registrar;

import java.net.InetAddress;
import java.util.Optional;
import offhook.sip.message.Uri;
import offhook.sip.transport.Flow;

/** Which places are phones of ours, by their bindings. Answers from memory. Safe to share. */
public interface Phones {

    /** Whether a phone is registered at this address, or from it. */
    boolean isAt(InetAddress address);

    /** The connection that the phone with this Contact keeps; a phone seldom listens where it can be reached. */
    Optional<Flow> connection(Uri contact);
}
