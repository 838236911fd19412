package offhook.gateway.notify;

import java.util.Arrays;
import java.util.Locale;
import offhook.directory.address.Jid;
import offhook.gateway.notify.MissedCallsConfig.ChatThread;
import offhook.sip.call.Caller;

/** How callers are shown, and which alerts are about them. */
public final class Callers {

    private Callers() {}

    /** "Romeo Montague (+1 555 0123)", or as much of it as is known. */
    public static String shown(Caller caller, Locale language) {
        return new CallerLine(caller).shown(new Words(language));
    }

    /** Whether alerts about this caller come from there. */
    public static boolean isAlert(Jid address, Caller caller, String domain) {
        var topic = new CallerLine(caller).topic(domain);
        var addresses = new AlertAddress(domain);
        return Arrays.stream(ChatThread.values())
                .anyMatch(thread -> addresses.of(topic, thread).equals(address));
    }
}
