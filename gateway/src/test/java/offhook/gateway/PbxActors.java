package offhook.gateway;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import offhook.directory.Directory;
import offhook.pbx.CallEventSource;
import offhook.pbx.MessageCounts;
import offhook.pbx.PbxPeople;
import offhook.pbx.WatchConfig;
import offhook.pbx.WatchConfig.Watch;
import offhook.pbx.ami.Ami;
import offhook.pbx.ami.AmiLogin;
import offhook.pbx.dialoginfo.DialogInfoSource;
import offhook.pbx.esl.Esl;
import offhook.pbx.esl.EslPassword;
import offhook.pbx.mwi.MessageSummarySource;
import offhook.pbx.published.PublishedSource;
import offhook.pbx.shadow.Account;
import offhook.pbx.shadow.Secrets;
import offhook.pbx.shadow.ShadowSource;
import offhook.pbx.subscription.Pbx;
import offhook.pbx.testing.MemoryDialler;
import offhook.pbx.testing.SimulatedAsterisk;
import offhook.pbx.testing.SimulatedFreeswitch;
import offhook.pbx.testing.SimulatedPbx;
import offhook.runtime.config.Secret;
import offhook.runtime.testing.TraceFile.Event;
import offhook.runtime.testing.TraceFile.Said;
import offhook.runtime.work.Loop;
import offhook.runtime.work.Timers;
import offhook.sip.SipCore;
import offhook.sip.domain.Services;
import offhook.sip.testing.SipWorld;

/**
 * The PBXs of a trace: "asterisk" and "freeswitch" tell what happens there, a line for each event; what they are asked is
 * not in the file. "asterisk goes away", and "asterisk comes back".
 */
final class PbxActors {

    private static final String PASSWORD = "s3cret";

    private final Map<String, SimulatedPbx> pbxs = Map.of(
            "asterisk", new SimulatedAsterisk("offhook", PASSWORD), "freeswitch", new SimulatedFreeswitch(PASSWORD));
    private Map<String, MemoryDialler> lines = Map.of();

    static boolean isOne(String actor) {
        return actor.equals("asterisk") || actor.equals("freeswitch");
    }

    /** A server begins to watch what its configuration names, and another one that did has died. */
    void watch(
            WatchConfig config,
            Loop loop,
            Directory directory,
            SipCore sip,
            MessageCounts counts,
            InstantSource clock) {
        var tracker = sip.calls();
        lines = Map.of(
                "asterisk", new MemoryDialler(loop, pbxs.get("asterisk")),
                "freeswitch", new MemoryDialler(loop, pbxs.get("freeswitch")));
        var services = new Services(config.services());
        var people = new PbxPeople(directory, config.sip().uri().host(), counts);
        var sources = new ArrayList<CallEventSource>();
        if (config.watch().contains(Watch.AMI)) {
            sources.add(Ami.source(
                    lines.get("asterisk"),
                    new AmiLogin("offhook", PASSWORD),
                    people,
                    services,
                    tracker.outside().reporter("ami"),
                    clock));
        }
        if (config.watch().contains(Watch.ESL)) {
            sources.add(Esl.source(
                    lines.get("freeswitch"),
                    new EslPassword(PASSWORD),
                    people,
                    services,
                    tracker.outside().reporter("esl"),
                    clock));
        }
        if (config.watch().contains(Watch.SHADOW)) {
            sources.add(shadow(config, loop, directory, sip, clock));
        }
        if (config.watch().contains(Watch.DIALOG_INFO)) {
            sources.add(lamps(config, loop, directory, sip, clock));
        }
        if (config.watch().contains(Watch.MWI)) {
            sources.add(new MessageSummarySource(Pbx.of(config), sip.agent(), directory, counts, SipWorld.random()));
        }
        sources.add(new PublishedSource(
                Pbx.of(config),
                sip.events().publishedByPbx(),
                new PublishedSource.Ground(sip.agent(), timers(loop), loop, clock)));
        sources.forEach(CallEventSource::start);
    }

    /** Of Juliet's extension alone. */
    private static ShadowSource shadow(
            WatchConfig config, Loop loop, Directory directory, SipCore sip, InstantSource clock) {
        var uri = config.sip().uri();
        var juliet = new Account("201", new Secret(PASSWORD));
        return new ShadowSource(
                new Pbx(uri, uri.host(), "offhook", Optional.empty(), config.expires(), config.down()),
                new Secrets(true, Map.of("201", juliet), List.of()),
                sip.calls().outside().reporter("shadow", config.down()),
                new ShadowSource.Ground(
                        sip.agent(),
                        sip.contacts(),
                        directory,
                        timers(loop),
                        loop,
                        clock,
                        SipWorld.random(),
                        new byte[32]));
    }

    private static DialogInfoSource lamps(
            WatchConfig config, Loop loop, Directory directory, SipCore sip, InstantSource clock) {
        return new DialogInfoSource(
                Pbx.of(config),
                new Services(config.services()),
                sip.calls().outside().reporter("dialog-info", config.down()),
                new DialogInfoSource.Ground(sip.agent(), directory, timers(loop), loop, clock, SipWorld.random()));
    }

    private static Timers timers(Loop loop) {
        return (delay, where, task) -> loop.after(delay, task);
    }

    void says(Said said) {
        List.of(said.text().split("\n")).forEach(line -> {
            if (!line.isBlank()) {
                lines.get(said.from()).says(line.strip());
            }
        });
    }

    /** @return whether the event is one of ours */
    boolean happens(Event event) {
        var words = event.text().split(" ", 2);
        if (words.length < 2 || !isOne(words[0])) {
            return false;
        }
        var line = lines.get(words[0]);
        switch (words[1]) {
            case "goes away" -> {
                line.away = true;
                line.cut();
            }
            case "comes back" -> line.away = false;
            default -> {
                return false;
            }
        }
        return true;
    }
}
