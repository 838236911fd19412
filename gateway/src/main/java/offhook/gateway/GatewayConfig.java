package offhook.gateway;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import offhook.directory.DirectoryConfig;
import offhook.directory.RingGroup;
import offhook.directory.RingGroupConfig;
import offhook.directory.address.Jid;
import offhook.gateway.chat.ChatConfig;
import offhook.gateway.dial.DialConfig;
import offhook.gateway.notify.MissedCallsConfig;
import offhook.gateway.ops.OpsConfig;
import offhook.gateway.presence.PresenceConfig;
import offhook.gateway.presence.PresenceConfig.ChatDnd;
import offhook.gateway.voicemail.VoicemailContact;
import offhook.gateway.web.HttpConfig;
import offhook.mail.MailConfig;
import offhook.pbx.WatchConfig;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;
import offhook.runtime.config.Listen;
import offhook.runtime.net.TlsConfig;
import offhook.runtime.storage.StorageConfig;
import offhook.sip.SipConfig;
import offhook.voicemail.VoicemailConfig;
import offhook.xmpp.XmppConfig;
import offhook.xmpp.archive.ArchiveConfig;

/** The configuration file. */
@Doc("One file, most of it defaults: with a domain alone it works.")
public record GatewayConfig(
        @Doc("The domain of everybody's addresses, SIP and XMPP.") String domain,
        @Doc("The folder of the database and the keys; relative to this file.") @Default("data") Path data,
        @Doc("The server that is asked for names, address:port; without it, those of the system.")
                Optional<Listen> nameServer,
        DirectoryConfig directory,
        List<RingGroupConfig> ringGroup,
        TlsConfig tls,
        SipConfig sip,
        Optional<WatchConfig> pbx,
        XmppConfig xmpp,
        Optional<HttpConfig> http,
        PresenceConfig presence,
        MissedCallsConfig missedCalls,
        ChatConfig messages,
        DialConfig clickToCall,
        Optional<VoicemailConfig> voicemail,
        MailConfig mail,
        LimitsConfig limits,
        ArchiveConfig archive,
        StorageConfig storage,
        OpsConfig ops) {

    public GatewayConfig {
        try {
            if (!Jid.parse(domain).toString().equals(domain) || domain.indexOf('@') >= 0) {
                throw new IllegalArgumentException("domain: expected a domain name in lower case");
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("domain: expected a domain name in lower case", e);
        }
        if (nameServer
                .filter(server -> server.transport() != null || server.address().equals("0.0.0.0"))
                .isPresent()) {
            throw new IllegalArgumentException("name_server: expected an IP address and a port, such as 10.0.0.2:53");
        }
        if (presence.chatDndToPhone() == ChatDnd.VOICEMAIL && voicemail.isEmpty()) {
            throw new IllegalArgumentException(
                    "[presence] chat_dnd_to_phone: expected off, reject or forward, since there is no [voicemail]");
        }
        var used =
                new HashSet<>(List.of(Jid.of(domain), PhoneContact.address(domain), VoicemailContact.address(domain)));
        requireUnused("[xmpp.rooms] host", xmpp.rooms().address(domain), used);
        requireUnused("[xmpp.pubsub] host", xmpp.pubsub().address(domain), used);
        requireUnused("[xmpp.upload] host", xmpp.upload().address(domain), used);
        requireUnused("[xmpp.proxy] host", xmpp.proxy().jid(domain), used);
        xmpp.component().forEach(one -> requireUnused("[[xmpp.component]] name", Jid.of(one.name()), used));
    }

    private static void requireUnused(String key, Jid host, Set<Jid> used) {
        if (!used.add(host)) {
            throw new IllegalArgumentException(key + ": expected a domain that is used for nothing else");
        }
    }

    /**
     * The same with what a reload takes over from another one: ring groups, what contacts see, and who is told.
     *
     * @throws IllegalArgumentException if that does not go with what stays as it is
     */
    GatewayConfig reloaded(GatewayConfig from) {
        return new GatewayConfig(
                domain,
                data,
                nameServer,
                directory,
                from.ringGroup,
                tls,
                sip,
                pbx,
                xmpp,
                http,
                from.presence,
                from.missedCalls,
                messages,
                clickToCall,
                voicemail,
                mail,
                limits,
                archive,
                storage,
                ops);
    }

    /** What the certificate should be made out to: where clients connect. */
    List<String> names() {
        return Stream.concat(Stream.of(domain), http.flatMap(HttpConfig::name).stream())
                .distinct()
                .toList();
    }

    List<RingGroup> ringGroups() {
        return ringGroup.stream().map(RingGroupConfig::ringGroup).toList();
    }
}
