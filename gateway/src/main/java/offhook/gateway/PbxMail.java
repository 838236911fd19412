package offhook.gateway;

import java.time.Duration;
import java.util.Optional;
import offhook.gateway.intake.MailedVoicemails;
import offhook.mail.intake.Intake;
import offhook.mail.intake.IntakeConfig;

/** The door for voicemails that a PBX mails. */
record PbxMail(Parts of) {

    /** A mail server between us and the PBX takes its time. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** How long an alert of a voicemail at the PBX waits for its mail. */
    static Duration patience(GatewayConfig config) {
        return config.mail().intake().filter(IntakeConfig::isOn).isPresent() ? PATIENCE : Duration.ZERO;
    }

    /** Empty where nobody may bring any. */
    Optional<Intake> intake(GatewayConfig config) {
        return config.mail().intake().filter(IntakeConfig::isOn).map(section -> intake(section, config));
    }

    private Intake intake(IntakeConfig section, GatewayConfig config) {
        var on = of.on;
        var pbx = config.pbx().map(watch -> watch.sip().uri().host()).orElse(config.domain());
        return new Intake(
                section,
                new Intake.Ground(
                        config.domain(),
                        config.data(),
                        on.loops,
                        of.tls,
                        on.database,
                        on.timers,
                        on.clock,
                        on.random,
                        on.files,
                        of.disk::room,
                        on.metrics),
                new MailedVoicemails(
                        of.people.book, of.voicemail.boxes(), config.data().resolve(Intake.FOLDER), pbx));
    }
}
