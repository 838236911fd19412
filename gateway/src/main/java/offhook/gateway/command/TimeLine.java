package offhook.gateway.command;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import offhook.gateway.control.Explained;

/** What happened in a call, in the order of time, then what became of it for each person. */
final class TimeLine {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private record Moment(Instant at, String what) {}

    private final List<Moment> moments = new ArrayList<>();

    private TimeLine() {}

    static List<String> of(Explained explained) {
        var line = new TimeLine();
        explained.calls().forEach(line::add);
        explained
                .alerts()
                .forEach(told -> line.add(told.written(), "alert for " + told.user() + " by " + told.channel()));
        explained
                .wire()
                .forEach(crossed -> line.add(
                        crossed.at(),
                        crossed.wire() + ' ' + crossed.direction() + ": "
                                + crossed.text().lines().findFirst().orElse("")));
        var lines = new ArrayList<String>();
        line.moments.stream()
                .sorted(Comparator.comparing(Moment::at))
                .forEach(moment -> lines.add(TIME.format(moment.at()) + "  " + moment.what()));
        explained.calls().forEach(call -> call.legs().forEach(leg -> lines.add(leg(leg))));
        explained.alerts().forEach(told -> lines.add(told(told)));
        if (explained.alerts().isEmpty() && explained.calls().stream().noneMatch(call -> call.closed() == null)) {
            lines.add("no alert was written");
        }
        return lines;
    }

    private void add(Explained.Invited call) {
        var group = call.ringGroup() == null ? "" : ", ring group " + call.ringGroup();
        add(call.arrived(), "INVITE " + call.callId() + " from " + call.from() + " to " + call.dialled() + group);
        if (call.answered() != null) {
            add(call.answered(), "answered");
        }
        if (call.closed() != null) {
            add(call.closed(), "over and decided");
        }
    }

    private void add(String at, String what) {
        moments.add(new Moment(Instant.parse(at), what));
    }

    private static String leg(Explained.Rang leg) {
        var rang = Duration.ofMillis(leg.rang());
        return leg.user() + ": " + (leg.outcome() == null ? "open" : leg.outcome())
                + (rang.isZero() ? "" : String.format(Locale.ROOT, ", rang %.1f s", rang.toMillis() / 1000.0)) + "; "
                + leg.reason();
    }

    private static String told(Explained.Told told) {
        return told.user() + ": alert by " + told.channel() + " is " + told.state()
                + (told.attempts() == 0 ? "" : ", " + told.attempts() + " attempts failed")
                + (told.cause() == null ? "" : ", last because: " + told.cause())
                + (told.due() == null ? "" : ", next step " + TIME.format(Instant.parse(told.due())));
    }
}
