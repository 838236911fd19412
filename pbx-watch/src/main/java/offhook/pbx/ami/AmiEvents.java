package offhook.pbx.ami;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import offhook.pbx.PbxPeople;
import offhook.sip.call.Caller;
import offhook.sip.call.Reporter;
import offhook.sip.domain.Services;

/** The channels of Asterisk as its events tell of them, and what they are for people. Belongs to one session. */
final class AmiEvents implements AmiListener {

    /** More than a PBX carries: what is beyond is not followed. */
    private static final int MOST_CHANNELS = 20_000;

    private static final Pattern DURATION = Pattern.compile("(\\d{1,6}):(\\d\\d):(\\d\\d)");

    private final PbxPeople people;
    private final Services services;
    private final Reporter reporter;
    private final InstantSource clock;
    private final Map<String, AmiChannel> channels = new LinkedHashMap<>();
    private final Map<String, Set<AmiChannel>> bridges = new HashMap<>();
    private Optional<Set<String>> listed = Optional.empty();

    AmiEvents(PbxPeople people, Services services, Reporter reporter, InstantSource clock) {
        this.people = people;
        this.services = services;
        this.reporter = reporter;
        this.clock = clock;
    }

    @Override
    public void happens(AmiMessage event) {
        switch (event.get("Event")) {
            case "Newchannel", "Newstate" -> update(event, "").ifPresent(this::report);
            case "DialBegin" -> update(event, "Dest").ifPresent(channel -> dialBegins(channel, event));
            case "DialEnd" -> known(event, "Dest").ifPresent(channel -> dialEnds(channel, event));
            case "BridgeEnter" -> update(event, "").ifPresent(channel -> enters(channel, event));
            case "BridgeLeave" -> known(event, "").ifPresent(this::leaves);
            case "Hold" -> known(event, "").ifPresent(channel -> holds(channel, true));
            case "Unhold" -> known(event, "").ifPresent(channel -> holds(channel, false));
            case "Hangup" -> known(event, "").ifPresent(channel -> hangsUp(channel, event));
            case "MessageWaiting" -> messagesWait(event);
            default -> {}
        }
    }

    /** From now on channels that are listed, or new, are all there are. */
    @Override
    public void listBegins() {
        listed = Optional.of(new HashSet<>());
    }

    @Override
    public void listed(AmiMessage event) {
        update(event, "").ifPresent(channel -> {
            listed.ifPresent(all -> all.add(channel.id));
            // apps/app_dial.c and app_queue.c name themselves so on the channels that they dial.
            channel.wasCalled(event.get("Application").startsWith("AppDial")
                    || event.get("Application").startsWith("AppQueue"));
            channel.meets(caller(event, "ConnectedLine"));
            if (event.has("BridgeId") && !event.get("Application").equals("ConfBridge")) {
                joins(channel, event.get("BridgeId"));
            }
        });
    }

    @Override
    public void listEnds() {
        listed.ifPresent(all -> Set.copyOf(channels.values()).stream()
                .filter(channel -> !all.contains(channel.id))
                .forEach(this::remove));
        listed = Optional.empty();
        reporter.now(channels.values().stream()
                .flatMap(channel -> channel.leg(services, isWithSomebody(channel)).stream())
                .toList());
    }

    /** @param prefix "Dest" for the channel that is dialled */
    private Optional<AmiChannel> known(AmiMessage event, String prefix) {
        return Optional.ofNullable(channels.get(event.get(prefix + "Uniqueid")));
    }

    private Optional<AmiChannel> update(AmiMessage event, String prefix) {
        var name = event.get(prefix + "Channel");
        var id = event.get(prefix + "Uniqueid");
        if (id.isEmpty()
                || AmiChannel.isVirtual(name)
                || (!channels.containsKey(id) && channels.size() >= MOST_CHANNELS)) {
            return Optional.empty();
        }
        var channel = channels.computeIfAbsent(id, unknown -> {
            listed.ifPresent(all -> all.add(id));
            return new AmiChannel(
                    id, event.get(prefix + "Linkedid"), people.user(AmiChannel.endpoint(name)), since(event));
        });
        number(event.get(prefix + "ChannelState")).ifPresent(channel::is);
        channel.dials(event.get(prefix + "Exten"), caller(event.get(prefix + "Exten"), ""));
        return Optional.of(channel);
    }

    private void dialBegins(AmiChannel channel, AmiMessage event) {
        var nobody = !event.has("Channel");
        var remote = nobody ? caller(event, "DestConnectedLine") : caller(event, "CallerID");
        channel.isCalledBy(remote, nobody);
        channel.dials(known(event, "").map(AmiChannel::dialled).orElse(event.get("Exten")), remote);
        report(channel);
    }

    private void dialEnds(AmiChannel channel, AmiMessage event) {
        channel.dialStatus = event.get("DialStatus");
        channel.forwarded = event.has("Forward");
    }

    private void enters(AmiChannel channel, AmiMessage event) {
        leaves(channel);
        // main/bridge_basic.c: two who talk; a conference and a parking lot are other types.
        if (event.get("BridgeType").equals("basic")) {
            joins(channel, event.get("BridgeUniqueid"));
        }
        report(channel);
        others(channel);
    }

    private void joins(AmiChannel channel, String bridge) {
        channel.bridge = Optional.of(bridge);
        bridges.computeIfAbsent(bridge, id -> new HashSet<>()).add(channel);
    }

    private void leaves(AmiChannel channel) {
        var left = channel.bridge;
        channel.bridge = Optional.empty();
        left.ifPresent(bridge -> {
            bridges.computeIfPresent(bridge, (id, in) -> in.remove(channel) && in.isEmpty() ? null : in);
            Set.copyOf(bridges.getOrDefault(bridge, Set.of())).forEach(this::report);
            report(channel);
        });
    }

    private void others(AmiChannel channel) {
        channel.bridge.ifPresent(bridge ->
                bridges.get(bridge).stream().filter(other -> other != channel).forEach(this::report));
    }

    private boolean isWithSomebody(AmiChannel channel) {
        return channel.bridge.filter(bridge -> bridges.get(bridge).size() > 1).isPresent();
    }

    private void holds(AmiChannel channel, boolean held) {
        channel.holds(held);
        report(channel);
    }

    private void hangsUp(AmiChannel channel, AmiMessage event) {
        remove(channel);
        reporter.over(
                channel.id, AmiOutcome.of(channel, number(event.get("Cause")).orElse(0)));
    }

    private void remove(AmiChannel channel) {
        leaves(channel);
        channels.remove(channel.id);
    }

    /** @param event of a mailbox "201@default" */
    private void messagesWait(AmiMessage event) {
        var fresh = number(event.get("New"));
        var old = number(event.get("Old"));
        if (fresh.isPresent() && old.isPresent()) {
            people.counted(event.get("Mailbox"), fresh.get(), old.get());
        }
    }

    private void report(AmiChannel channel) {
        channel.leg(services, isWithSomebody(channel)).ifPresent(reporter::sees);
    }

    private Caller caller(AmiMessage event, String of) {
        return caller(event.get(of + "Num"), event.get(of + "Name"));
    }

    private Caller caller(String number, String name) {
        return people.caller(number, name);
    }

    /** A list tells how long there has been a channel. */
    private Instant since(AmiMessage event) {
        var lasted = DURATION.matcher(event.get("Duration"));
        return lasted.matches()
                ? clock.instant()
                        .minus(Duration.ofHours(Long.parseLong(lasted.group(1)))
                                .plusMinutes(Long.parseLong(lasted.group(2)))
                                .plusSeconds(Long.parseLong(lasted.group(3))))
                : clock.instant();
    }

    private static Optional<Integer> number(String digits) {
        return digits.matches("\\d{1,6}") ? Optional.of(Integer.valueOf(digits)) : Optional.empty();
    }
}
