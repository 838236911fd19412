package offhook.gateway;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import offhook.gateway.notify.AtVoicemail;
import offhook.gateway.preference.PreferenceCommand;
import offhook.gateway.preference.Preferences;
import offhook.gateway.voicemail.Access;
import offhook.gateway.voicemail.AccessCommands;
import offhook.gateway.voicemail.MediaLines;
import offhook.gateway.voicemail.Uploaded;
import offhook.gateway.voicemail.VoicemailAnswers;
import offhook.gateway.voicemail.VoicemailContact;
import offhook.gateway.voicemail.VoicemailSide;
import offhook.gateway.voicemail.WaitingVoicemails;
import offhook.pbx.watch.PbxWatch;
import offhook.runtime.config.Config;
import offhook.sip.event.packages.WaitingMessages;
import offhook.voicemail.VoicemailConfig;
import offhook.voicemail.greeting.NewGreeting;
import offhook.voicemail.pickup.Desk;
import offhook.voicemail.prompt.Prompts;
import offhook.voicemail.transcript.TranscriptConfig;
import offhook.voicemail.transcript.Transcripts;

/** What the running server has of voicemail, and of what people have chosen about it. */
record VoicemailParts(Parts of, GatewayConfig config) {

    /** Also where nobody answers there are boxes, and what people want to hear of. */
    private VoicemailConfig rules() {
        return config.voicemail().orElseGet(() -> Config.defaults(VoicemailConfig.class));
    }

    Preferences preferences() {
        return new Preferences(of.on.database, rules(), user -> of.notifier.replan(user));
    }

    VoicemailSide side() {
        var on = of.on;
        return new VoicemailSide(
                rules().box(),
                Optional.of(rules().transcript()).filter(TranscriptConfig::isOn).map(Transcripts::new),
                new VoicemailSide.Ground(
                        of.chosen,
                        of.preferences,
                        on.database,
                        config.data(),
                        on.timers,
                        on.clock,
                        on.files,
                        of.web.map(Web::site)),
                of.encoders,
                () -> of.notifier);
    }

    Access access() {
        var on = of.on;
        return Access.of(on.key, on.random, on.database, on.clock, on.heavy, folder());
    }

    private Path folder() {
        return config.data().resolve("voicemail");
    }

    /** What our voicemail made of a call. */
    AtVoicemail fates() {
        return of.voicemail.fates(() -> of.answers);
    }

    Optional<VoicemailAnswers> answers() {
        return config.voicemail().map(this::answers);
    }

    private VoicemailAnswers answers(VoicemailConfig section) {
        var on = of.on;
        return new VoicemailAnswers(
                section,
                desk(section),
                new VoicemailAnswers.Ground(
                        folder(), of.preferences, on.timers, on.files, of.disk::room, on.clock, on.random, on.metrics),
                MediaLines.over(on.loops, section.media(), on.clock, on.random, on.metrics),
                of.sip::core);
    }

    private Desk desk(VoicemailConfig section) {
        return new Desk(
                section.pickup(),
                of.chosen,
                of.voicemail.boxes(),
                of.access.pins(),
                of.access.greetings(),
                Prompts.load(),
                of.dial::callBack,
                of.on.files,
                of.on.clock);
    }

    /** What lights lamps: our own boxes where there are any, and the mailboxes of the PBX. */
    WaitingMessages waiting() {
        var atPbx = of.pbx.map(PbxWatch::messages).orElse(WaitingMessages.NONE);
        return config.voicemail().isPresent() ? atPbx.and(new WaitingVoicemails(of.voicemail.boxes())) : atPbx;
    }

    private Optional<Uploaded> uploads() {
        return of.web.map(web -> new Uploaded(web.site(), new NewGreeting(of.access.greetings()), of.on.files));
    }

    /** What people can do in chat. */
    void offer() {
        var commands = of.xmppCore.commands();
        of.voicemail.offer(commands);
        of.voicemail
                .pages()
                .ifPresent(pages -> pages.install(of.web.orElseThrow().routes()));
        config.voicemail().ifPresent(there -> new AccessCommands(of.people.book, of.access, uploads()).offer(commands));
        new PreferenceCommand(of.people.book, of.preferences)
                .offer(
                        commands,
                        List.of(PhoneContact.address(config.domain()), VoicemailContact.address(config.domain())));
    }
}
