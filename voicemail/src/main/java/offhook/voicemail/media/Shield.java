package offhook.voicemail.media;

import java.util.Optional;
import offhook.voicemail.sdp.Agreement.Keys;
import offhook.voicemail.srtp.Crypto;
import offhook.voicemail.srtp.SrtpReceiver;
import offhook.voicemail.srtp.SrtpSender;

/** SRTP around the packets of a call, where it was agreed on; else they pass as they are. */
final class Shield {

    private Crypto ours;
    private Crypto theirs;
    private SrtpSender sender;
    private SrtpReceiver receiver;

    /** A direction whose key is still the same goes on with its counters (RFC 4568 §7.1.4). */
    void agreed(Optional<Keys> keys) {
        var newOurs = keys.map(Keys::ours).orElse(null);
        var newTheirs = keys.map(Keys::theirs).orElse(null);
        if (!same(ours, newOurs)) {
            sender = newOurs == null ? null : new SrtpSender(newOurs.suite(), newOurs.key());
        }
        if (!same(theirs, newTheirs)) {
            receiver = newTheirs == null ? null : new SrtpReceiver(newTheirs.suite(), newTheirs.key());
        }
        ours = newOurs;
        theirs = newTheirs;
    }

    private static boolean same(Crypto one, Crypto other) {
        return one == null
                ? other == null
                : other != null && one.suite() == other.suite() && one.key().equals(other.key());
    }

    int protectRtp(byte[] packet, int length) {
        return sender == null ? length : sender.rtp(packet, length);
    }

    int protectRtcp(byte[] packet, int length) {
        return sender == null ? length : sender.rtcp(packet, length);
    }

    /** The length of what is within, or {@link SrtpReceiver#REFUSED}. */
    int openRtp(byte[] packet, int length) {
        return receiver == null ? length : receiver.rtp(packet, length);
    }

    /** The same for RTCP. */
    int openRtcp(byte[] packet, int length) {
        return receiver == null ? length : receiver.rtcp(packet, length);
    }
}
