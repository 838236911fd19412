package offhook.voicemail.sdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.random.RandomGenerator;
import offhook.voicemail.sdp.Agreement.Keys;
import offhook.voicemail.srtp.Crypto;
import offhook.voicemail.srtp.MasterKey;

/**
 * Our side of the offers and answers of one dialog, RFC 3264, with one stream of speech: the first that suits, and all
 * others refused. Belongs to the dialog.
 */
public final class OfferAnswer {

    /** Which of our addresses the other side reaches. */
    public interface Addresses {

        /** @param remote where it is, if it says so */
        InetAddress toward(Optional<InetAddress> remote);
    }

    private final Addresses addresses;
    private final int port;
    private final Security security;
    private final RandomGenerator random;
    private final long session;
    private long version;
    private String body = "";
    private Agreement agreement;
    private InetAddress address;

    /**
     * @param port of RTP; RTCP has the one above
     * @param random a cryptographic one, for keys
     */
    public OfferAnswer(Addresses addresses, int port, Security security, RandomGenerator random) {
        this.addresses = addresses;
        this.port = port;
        this.security = security;
        this.random = random;
        this.session = random.nextLong() >>> 2; // RFC 3264 §5: fits into 62 bits
    }

    /**
     * Whether there is something in an offer that suits.
     *
     * @throws MalformedDescription if it is none
     */
    public static boolean suits(String offer, Security security) {
        return Choice.of(SessionDescription.parse(offer), security, Optional.empty())
                .isPresent();
    }

    /**
     * Answers an offer, first or later (§6, §8). Empty if nothing in it suits, and then all is as before.
     *
     * @throws MalformedDescription if it is none
     */
    public Optional<Agreement> answer(String offer) {
        var theirs = SessionDescription.parse(offer);
        var choice = Choice.of(theirs, security, Optional.ofNullable(agreement));
        if (choice.isEmpty()) {
            return Optional.empty();
        }
        var chosen = choice.get();
        agreement = chosen.agreement(chosen.crypto().map(this::keys));
        var text = new StringBuilder();
        for (int i = 0; i < theirs.media().size(); i++) {
            text.append(
                    i == chosen.index() ? ours(chosen) : theirs.media().get(i).refused());
        }
        describe(theirs.timing(), text.toString(), agreement.remote().map(InetSocketAddress::getAddress));
        return Optional.of(agreement);
    }

    /** §5.1: offers all that we speak. */
    public void offer() {
        describe("0 0", OurOffer.stream(port), Optional.empty());
    }

    /**
     * Takes the answer to our offer (§7). Empty if it accepts nothing of it.
     *
     * @throws MalformedDescription if it is none
     */
    public Optional<Agreement> accept(String answer) {
        var theirs = SessionDescription.parse(answer);
        var accepted = theirs.media().size() == 1
                ? Choice.of(theirs, Security.OFF, Optional.ofNullable(agreement))
                : Optional.<Choice>empty();
        accepted.ifPresent(choice -> agreement = choice.agreement(Optional.empty()));
        return accepted.map(choice -> agreement);
    }

    /** Our description now. */
    public String description() {
        return "v=0\r\no=offhook " + session + " " + version + " IN " + Place.family(address) + "\r\ns=-\r\nc=IN "
                + Place.family(address) + "\r\n" + body;
    }

    /** §8: the version goes on with each change, and only then. */
    private void describe(String timing, String streams, Optional<InetAddress> remote) {
        if (address == null) {
            address = addresses.toward(remote);
        }
        var now = "t=" + timing + "\r\n" + streams;
        if (!now.equals(body)) {
            body = now;
            version++;
        }
    }

    /** RFC 4568 §7.1.2: the answer has the tag and suite of what was offered, and a key of its own, kept while it can be. */
    private Keys keys(Crypto theirs) {
        var key = Optional.ofNullable(agreement)
                .flatMap(Agreement::security)
                .map(Keys::ours)
                .filter(old -> old.suite() == theirs.suite())
                .map(Crypto::key)
                .orElseGet(() -> MasterKey.random(random));
        return new Keys(new Crypto(theirs.tag(), theirs.suite(), key), theirs);
    }

    private String ours(Choice chosen) {
        var text = new StringBuilder("m=audio ")
                .append(port)
                .append(' ')
                .append(chosen.profile().title());
        text.append(' ').append(chosen.speech().type());
        chosen.events().ifPresent(events -> text.append(' ').append(events.type()));
        text.append("\r\n").append(chosen.speech().lines());
        chosen.events().ifPresent(events -> text.append(events.lines()));
        text.append("a=ptime:20\r\n");
        if (agreement.isMuxed()) {
            text.append("a=rtcp-mux\r\n");
        }
        agreement.security().ifPresent(keys -> text.append("a=crypto:")
                .append(keys.ours().value())
                .append("\r\n"));
        return text.append("a=")
                .append(agreement.direction().attribute())
                .append("\r\n")
                .toString();
    }
}
