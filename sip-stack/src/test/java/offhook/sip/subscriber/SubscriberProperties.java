package offhook.sip.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a PBX and the network do: once both are well again, the lamp shows what is so, and nothing has piled up. */
class SubscriberProperties {

    @Provide
    Arbitrary<List<String>> events() {
        return Arbitraries.of(
                        "begins a",
                        "begins b",
                        "ends a",
                        "ends b",
                        "restarts",
                        "falls silent",
                        "speaks",
                        "tells nothing",
                        "tells",
                        "refuses 503",
                        "refuses 481",
                        "refuses 403",
                        "refuses 404",
                        "accepts",
                        "answers late",
                        "deactivated",
                        "timeout",
                        "rejected",
                        "probation",
                        "one fork",
                        "two forks",
                        "short",
                        "long",
                        "back",
                        "1",
                        "20",
                        "40",
                        "400",
                        "4000")
                .list()
                .ofMaxSize(25);
    }

    @Property(tries = 150)
    void theLampShowsWhatIsSoInTheEnd(@ForAll("events") List<String> events) {
        var lamp = new Lamp().start();
        events.forEach(event -> play(event, lamp));
        lamp.pbx.silent = false;
        lamp.pbx.telling = true;
        lamp.pbx.status = 200;
        lamp.pass(8000);
        assertThat(lamp.shows()).isEqualTo(lamp.pbx.calls());
        assertThat(lamp.notifiers()).isBetween(1, 2);
        assertThat(lamp.ours.dialogs().size()).isEqualTo(lamp.notifiers());
        lamp.pbx.begins("z");
        assertThat(lamp.shows()).contains("z");
    }

    /** A call that has ended is never shown for longer than a subscription runs, and the time that doubt is given. */
    @Property(tries = 100)
    void nothingIsShownForEver(@ForAll("events") List<String> events) {
        var lamp = new Lamp().start();
        events.forEach(event -> play(event, lamp));
        lamp.pbx.silent = true;
        lamp.pass(1000);
        assertThat(lamp.shows()).isEqualTo(Set.of());
    }

    private static void play(String event, Lamp lamp) {
        var pbx = lamp.pbx;
        switch (event) {
            case "begins a" -> pbx.begins("a");
            case "begins b" -> pbx.begins("b");
            case "ends a" -> pbx.ends("a");
            case "ends b" -> pbx.ends("b");
            case "restarts" -> pbx.restart();
            case "falls silent" -> pbx.silent = true;
            case "speaks" -> pbx.silent = false;
            case "tells nothing" -> pbx.telling = false;
            case "tells" -> pbx.telling = true;
            case "refuses 503" -> pbx.status = 503;
            case "refuses 481" -> pbx.status = 481;
            case "refuses 403" -> pbx.status = 403;
            case "refuses 404" -> pbx.status = 404;
            case "accepts" -> pbx.status = 200;
            case "answers late" -> pbx.notifyFirst = true;
            case "deactivated", "timeout", "rejected", "probation" -> pbx.terminate(event);
            case "one fork" -> pbx.forks = 1;
            case "two forks" -> pbx.forks = 2;
            case "short" -> pbx.expires = 60;
            case "long" -> pbx.expires = 600;
            case "back" -> lamp.subscriber.again(Duration.ofSeconds(1));
            default -> lamp.pass(Integer.parseInt(event));
        }
    }
}
