package offhook.mail.intake;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import offhook.directory.address.MailAddress;
import offhook.mail.intake.smtp.Encryption;
import offhook.mail.intake.smtp.Protocol;
import offhook.runtime.config.Cidr;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;
import offhook.runtime.config.Listen;
import offhook.runtime.config.Secret;
import offhook.runtime.config.Size;

/** [mail.intake] */
@Doc("Takes the voicemail e-mails of a PBX, and makes voicemails of them. Without this section nothing listens.")
public record IntakeConfig(
        @Doc("Where the PBX, or its mail server, connects.") @Default("127.0.0.1:2525") List<Listen> listen,
        @Doc("What it speaks there: smtp or lmtp.") @Default("smtp") Protocol protocol,
        @Doc(
                        "From where it may connect: addresses and networks. Everybody else is turned away; with none nothing listens.")
                @Default("")
                List<Cidr> clients,
        @Doc(
                        "Addresses that are taken besides those of people (their mail address, JID, or extension and domain); whose a voicemail is, the mail itself says then.")
                @Default("")
                List<String> address,
        @Doc("Mail for anybody else: refuse, or keep, which takes it to the hospital.") @Default("refuse")
                Unknown unknown,
        @Doc("TLS by STARTTLS, with the certificate of [tls]: never, offered or required.") @Default("offered")
                Encryption starttls,
        @Doc("Who has to log in before a mail is taken; not without TLS, unless from this machine.")
                Optional<String> user,
        @Doc("The password for that.") Optional<Secret> password,
        @Doc("The largest mail.") @Default("25MB") Size max,
        @Doc("How much is kept of mails that wait or are in the hospital.") @Default("1GB") Size quota,
        @Doc("How many connections at the same time.") @Default("20") int connections,
        @Doc("How long a client may say nothing.") @Default("1m") Duration quiet,
        @Doc("How long a client may take for a mail.") @Default("10m") Duration whole) {

    /** What happens to mail for nobody. */
    public enum Unknown {
        REFUSE,
        KEEP
    }

    public IntakeConfig {
        listen = List.copyOf(listen);
        clients = List.copyOf(clients);
        address = address.stream()
                .map(one -> new MailAddress(one).value().toLowerCase(Locale.ROOT))
                .toList();
        for (var at : listen) {
            if (at.transport() != null && at.transport() != Listen.Transport.TCP) {
                throw new IllegalArgumentException("listen: expected an address and a port; TLS comes by starttls");
            }
        }
        if (user.isPresent() != password.isPresent()) {
            throw new IllegalArgumentException("user and password: expected both, or none");
        }
        if (connections < 1) {
            throw new IllegalArgumentException("connections: expected at least one");
        }
        if (max.bytes() < 64 << 10 || max.bytes() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("max: expected 64KB to 2GB");
        }
        requireTime("quiet", quiet);
        requireTime("whole", whole);
    }

    /** Whether anybody may connect. */
    public boolean isOn() {
        return !clients.isEmpty();
    }

    private static void requireTime(String key, Duration time) {
        if (time.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(key + ": expected at least 1s");
        }
    }
}
