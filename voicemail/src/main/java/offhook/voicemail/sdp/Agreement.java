package offhook.voicemail.sdp;

import java.net.InetSocketAddress;
import java.util.Optional;
import offhook.voicemail.codec.Encoding;
import offhook.voicemail.srtp.Crypto;

/**
 * What two sides have agreed on. Safe to share.
 *
 * @param type the payload type of speech, both ways
 * @param eventType the payload type of telephone events, or -1
 * @param frame milliseconds of speech in a packet of ours: 20, 40 or 60
 * @param direction ours
 * @param remote where the other side waits for RTP; empty if it does not say, or says so by a name
 * @param remoteReports the same for RTCP
 * @param isMuxed whether RTCP goes the way of RTP, RFC 5761
 * @param security the keys of both directions
 */
public record Agreement(
        Encoding encoding,
        int type,
        int eventType,
        int frame,
        Direction direction,
        Optional<InetSocketAddress> remote,
        Optional<InetSocketAddress> remoteReports,
        boolean isMuxed,
        Optional<Keys> security) {

    /**
     * @param ours with which we encrypt
     * @param theirs with which they do
     */
    public record Keys(Crypto ours, Crypto theirs) {}
}
