package offhook.sip.proxy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import offhook.sip.transport.Flow;
import offhook.sip.transport.Protocol;

/**
 * Names of flows that nobody else can make, RFC 5626 §5.2: where the flow leads, signed for one call. They need no memory,
 * and those of a datagram flow are good over a restart. Safe to share.
 */
final class FlowTokens {

    private static final int SIGNATURE = 10;

    private final SecretKeySpec key;

    /** @param key secret, and the same after a restart */
    FlowTokens(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /** The far end of a flow. */
    record End(Protocol protocol, InetSocketAddress remote) {}

    String of(Flow flow, String callId) {
        var address = flow.remote().getAddress().getAddress();
        var protocol = flow.protocol().name().getBytes(StandardCharsets.US_ASCII);
        var end = ByteBuffer.allocate(3 + address.length + protocol.length)
                .put((byte) address.length)
                .put(address)
                .putShort((short) flow.remote().getPort())
                .put(protocol)
                .array();
        var whole = ByteBuffer.allocate(SIGNATURE + end.length)
                .put(signature(end, callId))
                .put(end);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(whole.array());
    }

    /** Empty if it is none of ours for this call. */
    Optional<End> read(String token, String callId) {
        if (token.isEmpty()) {
            return Optional.empty(); // most have none
        }
        try {
            var whole = ByteBuffer.wrap(Base64.getUrlDecoder().decode(token));
            var signature = new byte[SIGNATURE];
            whole.get(signature);
            var end = new byte[whole.remaining()];
            whole.get(end);
            return MessageDigest.isEqual(signature, signature(end, callId)) ? Optional.of(end(end)) : Optional.empty();
        } catch (IllegalArgumentException | BufferUnderflowException | UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static End end(byte[] bytes) throws UnknownHostException {
        var data = ByteBuffer.wrap(bytes);
        var address = new byte[data.get()];
        data.get(address);
        int port = data.getShort() & 0xffff;
        var protocol = StandardCharsets.US_ASCII.decode(data).toString();
        return new End(Protocol.valueOf(protocol), new InetSocketAddress(InetAddress.getByAddress(address), port));
    }

    private byte[] signature(byte[] end, String callId) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update("flow ".getBytes(StandardCharsets.UTF_8));
            mac.update(end);
            return Arrays.copyOf(mac.doFinal(callId.getBytes(StandardCharsets.UTF_8)), SIGNATURE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }
}
