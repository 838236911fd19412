package offhook.pbx.esl;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import offhook.pbx.PbxPeople;
import offhook.sip.call.Caller;
import offhook.sip.call.Outcome;
import offhook.sip.call.Reporter;
import offhook.sip.domain.Services;

/** The channels of FreeSWITCH as its events tell of them, and what they are for people. Belongs to one session. */
final class EslEvents implements EslListener {

    /** More than a PBX carries: what is beyond is not followed. */
    private static final int MOST_CHANNELS = 20_000;

    /** The list comes from a database that follows the events (src/switch_core_sqldb.c), and may be this much behind. */
    private static final Duration LAG = Duration.ofSeconds(10);

    private static final Pattern COUNTS = Pattern.compile("(\\d{1,6})/(\\d{1,6}).*");

    private final PbxPeople people;
    private final Services services;
    private final Reporter reporter;
    private final InstantSource clock;
    private final Map<String, EslChannel> channels = new LinkedHashMap<>();
    private final Map<String, Instant> gone = new LinkedHashMap<>();

    EslEvents(PbxPeople people, Services services, Reporter reporter, InstantSource clock) {
        this.people = people;
        this.services = services;
        this.reporter = reporter;
        this.clock = clock;
    }

    @Override
    public void happens(Map<String, String> event) {
        switch (event.getOrDefault("Event-Name", "")) {
            case "CHANNEL_CREATE", "CHANNEL_CALLSTATE" -> update(event).ifPresent(this::report);
            case "CHANNEL_BRIDGE" -> bridges(event, true);
            case "CHANNEL_UNBRIDGE" -> bridges(event, false);
            case "CHANNEL_UUID" -> {
                ends(event.getOrDefault("Old-Unique-ID", ""), Optional.empty());
                update(event).ifPresent(this::report);
            }
            case "CHANNEL_HANGUP_COMPLETE" -> hangsUp(event);
            case "MESSAGE_WAITING" -> messagesWait(event);
            default -> {}
        }
    }

    /** All channels, as the database of FreeSWITCH has them. */
    @Override
    public void listed(List<Map<String, String>> rows) {
        var now = clock.instant();
        gone.values().removeIf(at -> at.isBefore(now.minus(LAG)));
        var listed = new HashSet<String>();
        for (var row : rows) {
            var id = row.getOrDefault("uuid", "");
            listed.add(id);
            if (!gone.containsKey(id)) {
                update(asEvent(row)).ifPresent(channel -> channel.bridged |= "bridge".equals(row.get("application")));
            }
        }
        Set.copyOf(channels.values()).stream()
                .filter(channel -> !listed.contains(channel.id) && channel.lastSeen.isBefore(now.minus(LAG)))
                .forEach(channel -> channels.remove(channel.id));
        reporter.now(
                channels.values().stream().map(channel -> channel.leg(services)).toList());
    }

    /** A row of "show channels" with the names that events have: src/switch_core_sqldb.c, core_event_handler. */
    private static Map<String, String> asEvent(Map<String, String> row) {
        var event = new LinkedHashMap<String, String>();
        Map.of(
                        "uuid", "Unique-ID",
                        "call_uuid", "Channel-Call-UUID",
                        "name", "Channel-Name",
                        "direction", "Call-Direction",
                        "callstate", "Channel-Call-State",
                        "cid_num", "Caller-Caller-ID-Number",
                        "cid_name", "Caller-Caller-ID-Name",
                        "dest", "Caller-Destination-Number",
                        "presence_id", "Channel-Presence-ID",
                        "created_epoch", "created")
                .forEach((column, header) -> event.put(header, row.getOrDefault(column, "")));
        return event;
    }

    private Optional<EslChannel> update(Map<String, String> event) {
        var id = event.getOrDefault("Unique-ID", "");
        var name = event.getOrDefault("Channel-Name", "");
        var full = !channels.containsKey(id) && channels.size() >= MOST_CHANNELS;
        if (id.isEmpty() || EslChannel.isVirtual(name) || full || gone.containsKey(id)) {
            return Optional.empty();
        }
        var channel = channels.computeIfAbsent(id, unknown -> channel(id, event));
        channel.is(event.getOrDefault("Channel-Call-State", ""));
        channel.lastSeen = clock.instant();
        return Optional.of(channel);
    }

    private EslChannel channel(String id, Map<String, String> event) {
        var called = "outbound".equals(event.get("Call-Direction"));
        var dialled = event.getOrDefault("Caller-Destination-Number", "");
        var call = event.getOrDefault("Channel-Call-UUID", "");
        return new EslChannel(
                id,
                call.isEmpty() ? id : call,
                Optional.ofNullable(event.get("variable_sip_call_id")),
                people.user(event.getOrDefault("Channel-Presence-ID", "").split("@", 2)[0]),
                called,
                dialled,
                called
                        ? caller(
                                event.getOrDefault("Caller-Caller-ID-Number", ""),
                                event.getOrDefault("Caller-Caller-ID-Name", ""))
                        : caller(dialled, ""),
                since(event.getOrDefault("created", "")));
    }

    private Caller caller(String number, String name) {
        return people.caller(number, name);
    }

    private Instant since(String epoch) {
        return epoch.matches("\\d{1,10}") ? Instant.ofEpochSecond(Long.parseLong(epoch)) : clock.instant();
    }

    private void bridges(Map<String, String> event, boolean bridged) {
        for (var header : List.of("Bridge-A-Unique-ID", "Bridge-B-Unique-ID", "Unique-ID", "Other-Leg-Unique-ID")) {
            var channel = channels.get(event.getOrDefault(header, ""));
            if (channel != null && channel.bridged != bridged) {
                channel.bridged = bridged;
                report(channel);
            }
        }
    }

    private void hangsUp(Map<String, String> event) {
        var id = event.getOrDefault("Unique-ID", "");
        var channel = channels.get(id);
        ends(id, channel == null ? Optional.empty() : EslOutcome.of(channel, event.getOrDefault("Hangup-Cause", "")));
    }

    private void ends(String id, Optional<Outcome> how) {
        if (channels.remove(id) != null) {
            gone.put(id, clock.instant());
            reporter.over(id, how);
        }
    }

    /** src/mod/applications/mod_voicemail/mod_voicemail.c: account "sip:201@domain", counts "2/8 (0/0)". */
    private void messagesWait(Map<String, String> event) {
        var counts = COUNTS.matcher(event.getOrDefault("MWI-Voice-Message", ""));
        var account = event.getOrDefault("MWI-Message-Account", "").replaceFirst("^sips?:", "");
        if (counts.matches()) {
            people.counted(account, Integer.parseInt(counts.group(1)), Integer.parseInt(counts.group(2)));
        }
    }

    private void report(EslChannel channel) {
        reporter.sees(channel.leg(services));
    }
}
