package offhook.gateway.control;

import java.util.Locale;
import offhook.voicemail.box.Voicemail;

/**
 * A voicemail.
 *
 * @param from name and address of the caller; null if they are withheld
 * @param arrived ISO 8601
 * @param seconds how long it is
 * @param state new, heard or deleted
 * @param cut whether the server went down while the caller spoke
 * @param transcript what was said; null if nobody has written it down
 */
public record LeftMessage(
        String id, String from, String arrived, long seconds, String state, boolean cut, String transcript) {

    static LeftMessage of(Voicemail voicemail) {
        var caller = voicemail.caller();
        return new LeftMessage(
                voicemail.id(),
                caller.withheld() ? null : (caller.name().value() + " <" + caller.address() + '>').strip(),
                voicemail.arrived().toString(),
                voicemail.length().toSeconds(),
                voicemail.state().name().toLowerCase(Locale.ROOT),
                voicemail.isCut(),
                voicemail.transcript().orElse(null));
    }
}
