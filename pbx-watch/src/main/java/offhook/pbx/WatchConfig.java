package offhook.pbx;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;
import offhook.runtime.config.Secret;
import offhook.sip.PbxConfig;

/** [pbx] */
@Doc(
        "The PBX: it takes the calls which are for none of our people, and may be watched for what their phones there do. Leave it out if there is none.")
public record WatchConfig(
        @Doc(
                        "Its address, with a port if that is not 5060, and with \";transport=tcp\" or \";transport=tls\" if it shall not be UDP. It is a trusted peer.")
                String host,
        @Doc(
                        "Numbers of voicemail, announcements and queues, such as \"*97\" and \"8000-8099\": answering there is not \"on the phone\".")
                @Default("")
                List<String> services,
        @Doc(
                        "How the extensions of our people are watched: dialog-info (lamps, RFC 4235), mwi (voicemail waiting there, RFC 3842), ami (Asterisk's Manager Interface), esl (FreeSWITCH's event socket), shadow (as one more phone of each extension, which tells of missed calls).")
                @Default("")
                List<Watch> watch,
        @Doc("What it is: then offhook check says what to write there.") Optional<Kind> kind,
        @Doc("The name by which we log in at the PBX to watch.") @Default("offhook") String user,
        @Doc("Its password there.") Optional<Secret> password,
        @Doc("What stands behind the at sign of its extensions; without it, its host.") Optional<String> domain,
        @Doc(
                        "The file of what shadow registers with: \"extension,password\" or \"extension,user,password\", a line for each extension. Only we may read it (chmod 600); it is read again when it changes.")
                Optional<Path> secrets,
        @Doc("How long a subscription or registration at the PBX runs before it is renewed.") @Default("10m")
                Duration expires,
        @Doc("How long after its last word what a PBX told is still believed.") @Default("60s") Duration down,
        @Doc("The port of ami, else 5038, or 5039 with TLS, and of esl, else 8021.") Optional<Integer> port,
        @Doc("Whether ami is spoken by TLS; the certificate must be made out to the host.") @Default("false")
                boolean tls) {

    private static final Duration SHORTEST = Duration.ofSeconds(3);

    /** Ways to watch a PBX. */
    public enum Watch {
        DIALOG_INFO,
        MWI,
        AMI,
        ESL,
        SHADOW
    }

    /** PBXs that we have a recipe for. */
    public enum Kind {
        ASTERISK,
        FREEPBX,
        FREESWITCH,
        FUSIONPBX,
        _3CX,
        KAMAILIO
    }

    public WatchConfig {
        new PbxConfig(host, services, domain);
        if (down.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("down: expected at least 3s");
        }
        if (expires.compareTo(Duration.ofMinutes(1)) < 0) {
            throw new IllegalArgumentException("expires: expected at least 1m");
        }
        if (domain.filter(name -> !name.matches("[A-Za-z0-9.:\\[\\]-]+")).isPresent()) {
            throw new IllegalArgumentException("domain: expected a host name or an IP address");
        }
        if (!user.matches("[A-Za-z0-9_.*+-]+")) {
            throw new IllegalArgumentException("user: expected letters, digits, and any of _.*+-");
        }
        if (password.filter(secret -> secret.text().chars().anyMatch(c -> c < ' ' || c == 0x7f))
                .isPresent()) {
            throw new IllegalArgumentException("password: expected no control characters");
        }
        if (password.filter(secret -> !secret.text().isEmpty()).isEmpty()
                && (watch.contains(Watch.AMI) || watch.contains(Watch.ESL))) {
            throw new IllegalArgumentException("password: expected one, since watch has ami or esl");
        }
        if (secrets.isPresent() != watch.contains(Watch.SHADOW)) {
            throw new IllegalArgumentException(
                    secrets.isPresent()
                            ? "secrets: expected shadow in watch"
                            : "secrets: expected a file, since watch has shadow");
        }
        if (port.filter(number -> number < 1 || number > 65535).isPresent()) {
            throw new IllegalArgumentException("port: expected 1 to 65535");
        }
        if (port.isPresent() && watch.contains(Watch.AMI) && watch.contains(Watch.ESL)) {
            throw new IllegalArgumentException("port: expected none, since watch has both ami and esl");
        }
        if (tls && !watch.contains(Watch.AMI)) {
            throw new IllegalArgumentException("tls: expected ami in watch; esl has no TLS");
        }
    }

    /** What the SIP side needs of it. */
    public PbxConfig sip() {
        return new PbxConfig(host, services, domain);
    }
}
