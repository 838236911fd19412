package offhook.runtime.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** A configuration with one of everything, much like that of the whole product. */
@Doc("One file configures everything.")
record Sample(
        @Doc("What stands behind the at sign.") String domain,
        @Doc("Where everything is kept.") @Default("data") Path data,
        Directory directory,
        Optional<Tls> tls,
        Sip sip,
        Optional<Pbx> pbx,
        Presence presence,
        List<RingGroup> ringGroup,
        Xmpp xmpp,
        Limits limits,
        Archive archive,
        Optional<Mail> mail,
        Ops ops) {

    /** [directory] */
    @Doc("Where people come from.")
    record Directory(
            @Doc("A file of people.") Optional<People> source,
            @Doc("Steps of the key derivation.") @Default("4096") int scramIterations) {}

    /** A value type that knows the folder of the file. */
    public record People(Path file) {

        public static People parse(String text, Path folder) {
            if (!text.startsWith("csv:")) {
                throw new IllegalArgumentException("only csv: is known");
            }
            return new People(folder.resolve(text.substring(4)));
        }
    }

    /** [tls] */
    record Tls(@Doc("The chain.") Path certificate, @Doc("Its key.") Path key) {}

    /** [sip] */
    record Sip(
            @Doc("Where phones reach us.") @Default("udp:5060, tcp:5060") List<Listen> listen,
            @Doc("Peers that need no password.") @Default("") List<Cidr> trusted,
            @Doc("The longest a phone may ring.") @Default("3m") Duration timerC,
            Proxy proxy) {

        Sip {
            if (timerC.isZero()) {
                throw new IllegalArgumentException("timer_c must be longer than 0");
            }
        }
    }

    /** [sip.proxy] */
    record Proxy(@Doc("The most hops.") @Default("70") int maxForwards) {}

    /** [pbx] */
    record Pbx(
            @Doc("What it is.") @Default("asterisk") Kind kind,
            @Doc("Where it is.") String host,
            @Doc("What is watched.") @Default("dialog-info") List<Watch> watch,
            @Doc("Our password there.") Optional<Secret> password) {}

    enum Kind {
        ASTERISK,
        FREESWITCH
    }

    enum Watch {
        DIALOG_INFO,
        MWI
    }

    /** [presence] */
    record Presence(
            @Doc("What is shown.") @Default("dnd") Show onCall,
            @Doc("When it is shown.") @Default("800ms") Duration talkingAfter,
            @Doc("Whose midnight counts.") @Default("UTC") ZoneId zone) {}

    enum Show {
        DND,
        AWAY,
        XA,
        KEEP
    }

    /** [[ring_group]] */
    @Doc("Several people behind one number.")
    record RingGroup(
            @Doc("What is dialled.") String extension,
            @Doc("Who rings.") List<String> members,
            @Doc("How they ring.") @Default("all") Strategy strategy) {

        RingGroup {
            if (members.isEmpty()) {
                throw new IllegalArgumentException("the group has nobody in it");
            }
        }
    }

    enum Strategy {
        ALL,
        SERIAL
    }

    /** [xmpp] */
    record Xmpp(
            @Doc("Where clients reach us.") @Default("5222") List<Listen> listen,
            @Doc("Whether clients have to encrypt.") @Default("required") Need tls,
            @Doc("Whether strangers may make an account.") @Default("false") boolean register,
            @Doc("Whether the login of 2004 is there.") @Default("false") boolean legacyAuth,
            @Doc("Who may do more.") @Default("") List<String> admins) {}

    enum Need {
        REQUIRED,
        OPTIONAL
    }

    /** [archive] */
    record Archive(@Doc("Whether messages are kept.") @Default("true") boolean enabled) {}

    /** [limits] */
    record Limits(
            @Doc("Whether limits hold.") @Default("true") boolean enabled,
            @Doc("The largest upload.") @Default("10MB") Size upload,
            @Doc("The most rows.") @Default("5000000000") long rows) {}

    /** [mail] */
    record Mail(
            @Doc("The server.") URI smtp,
            @Doc("The sender: Phone <phone@example.com>.") @Default("") Optional<String> from) {}

    /** [ops] */
    record Ops(@Doc("Where health is told.") @Default("127.0.0.1:8080") Listen http) {}
}
