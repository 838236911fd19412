package offhook.sip.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Consumer;
import offhook.directory.User;
import offhook.sip.message.Limits;
import offhook.sip.message.MessageReader;
import offhook.sip.message.Reading;
import offhook.sip.message.Uri;
import offhook.sip.registrar.Phones;
import offhook.sip.transport.Flow;
import offhook.sip.transport.MessageListener;
import offhook.sip.transport.Protocol;
import offhook.sip.transport.Shards;

/**
 * The way between user agents of our own and our proxy, in memory. A call that is made over it has the rights, the limits
 * and the history of one from the person's own phone. Safe to share.
 */
public final class Inside {

    /** RFC 2606 §2: no name of anybody else. It stands in Via and Contact, as that of a browser does (RFC 7118 §5). */
    private static final String HOST = "inside.invalid";

    private static final InetSocketAddress HERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5060);

    private final MessageListener proxy;
    private final Shards shards;
    private final MessageReader reader = new MessageReader(Limits.DEFAULT);
    private final Flow back = new Wire(Optional.empty(), false);

    /** @param proxy takes what is sent here */
    public Inside(MessageListener proxy, Shards shards) {
        this.proxy = proxy;
        this.shards = shards;
    }

    /** For a user agent that calls as this person's phones do. */
    public Flow caller(User person) {
        return new Wire(Optional.of(person), false);
    }

    /** For one that rings this person's own phones: no call yet, and nobody answers in their stead. */
    public Flow home(User person) {
        return new Wire(Optional.of(person), true);
    }

    /** Phones as they are, and what stands inside. */
    public Phones beside(Phones phones) {
        return new Phones() {
            @Override
            public boolean isAt(InetAddress address) {
                return phones.isAt(address);
            }

            @Override
            public Optional<Flow> connection(Uri contact) {
                return contact.host().equals(HOST) ? Optional.of(back) : phones.connection(contact);
            }
        };
    }

    /** Both ends of it are this one: whatever is sent comes in again, and is known by what it says. */
    final class Wire implements Flow {

        private final Optional<User> person;
        private final boolean home;

        private Wire(Optional<User> person, boolean home) {
            this.person = person;
            this.home = home;
        }

        /** In whose name the user agent behind it calls. */
        Optional<User> person() {
            return person;
        }

        boolean leadsHome() {
            return home;
        }

        @Override
        public Protocol protocol() {
            return Protocol.TCP; // nothing gets lost here
        }

        @Override
        public String sentBy() {
            return HOST;
        }

        @Override
        public InetSocketAddress remote() {
            return HERE;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public boolean isInside() {
            return true;
        }

        @Override
        public void send(byte[] message, Consumer<? super IOException> failed) {
            if (reader.whole(message) instanceof Reading.Read read) {
                shards.of(read.message().callId()).execute(() -> proxy.received(read.message(), this));
            } else {
                failed.accept(new IOException("not a message"));
            }
        }
    }
}
