package offhook.gateway;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import offhook.gateway.chat.ChatConfig;
import offhook.gateway.dial.DialConfig;
import offhook.gateway.notify.MissedCallsConfig;
import offhook.gateway.presence.PresenceConfig;
import offhook.pbx.WatchConfig;
import offhook.runtime.config.Config;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;
import offhook.sip.SipConfig;
import offhook.voicemail.VoicemailConfig;
import offhook.xmpp.XmppConfig;

/** What a trace may set. */
@Doc("A trace's settings.")
public record TraceSettings(
        SipConfig sip,
        Optional<WatchConfig> pbx,
        XmppConfig xmpp,
        PresenceConfig presence,
        MissedCallsConfig missedCalls,
        ChatConfig messages,
        Optional<VoicemailConfig> voicemail,
        DialConfig clickToCall,
        @Doc("Whether there is a web server.") @Default("false") boolean web) {

    /** @param lines of TOML: {@code presence.ringing = "status"} */
    static TraceSettings of(List<String> lines) throws ConfigErrors {
        return Config.bindText(String.join("\n", lines), Path.of("trace.toml"), TraceSettings.class, Map.of());
    }
}
