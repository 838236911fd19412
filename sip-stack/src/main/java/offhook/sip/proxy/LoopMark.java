package offhook.sip.proxy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.message.HeaderName;
import offhook.sip.message.SipRequest;
import offhook.sip.message.Uri;
import offhook.sip.message.Via;

/**
 * The second part of our branches, RFC 5393 §4.2.1: a checksum of everything that decides where a request goes. A request
 * that comes back with the same one has looped; with another one it spirals.
 */
final class LoopMark {

    private LoopMark() {}

    /** @param request as it came, before anything was changed */
    static String of(SipRequest request) {
        var sum = new CRC32C();
        add(sum, request.uri().toString());
        request.values(HeaderName.ROUTE).forEach(route -> add(sum, route));
        add(sum, request.callId());
        add(sum, Long.toString(request.cseq().number()));
        add(sum, request.from().tag().orElse(""));
        add(sum, request.to().tag().orElse(""));
        return HexFormat.of().toHexDigits((int) sum.getValue());
    }

    private static void add(CRC32C sum, String text) {
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        sum.update(0);
    }

    /** RFC 5393 §4.2.2: whether one of our Vias carries this mark. */
    static boolean hasLooped(SipRequest request, String mark, OwnAddresses own) {
        for (var value : request.values(HeaderName.VIA)) {
            if (value.contains(mark) && isOurs(Via.parse(value), '.' + mark, own)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOurs(Via via, String suffix, OwnAddresses own) {
        return via.branch().filter(branch -> branch.endsWith(suffix)).isPresent()
                && own.isListener(Uri.sip("", via.host(), via.port()));
    }
}
