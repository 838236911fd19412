package offhook.scenarios;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What SIPp plays: a file under {@code src/test/resources/sipp}, and what is different this time. Each {@code with} makes
 * another one.
 *
 * @param address where it sends from, a loopback address
 * @param calls how many calls until it ends
 * @param pause how long each {@code <pause/>} lasts; empty waits for {@link Sipp#goesOn}
 * @param keys what stands for the words in brackets
 * @param refusal in place of the file's "486 Busy Here"
 * @param callers the numbers of a stream of calls, twenty in a second, in place of the key "caller"
 * @param callId of its only call, empty for phones, which take what comes
 */
record Play(
        String scenario,
        String address,
        int port,
        int calls,
        Duration pause,
        Map<String, String> keys,
        String refusal,
        List<String> callers,
        String callId) {

    private static final Duration SHORT = Duration.ofMillis(100);
    private static final String BUSY = "486 Busy Here";

    Play {
        keys = Map.copyOf(keys);
        callers = List.copyOf(callers);
    }

    /** A phone that somebody rings, or registers with. */
    static Play phone(String scenario, int port) {
        return new Play(scenario, "127.0.0.1", port, 1, SHORT, Map.of(), BUSY, List.of(), "");
    }

    /** Somebody who calls. */
    static Play caller(String scenario) {
        return new Play(
                        scenario,
                        "127.0.0.1",
                        Ports.free(),
                        1,
                        SHORT,
                        Map.of(),
                        BUSY,
                        List.of(),
                        UUID.randomUUID().toString())
                .with("extra", "Subject: a call")
                .with("reason", "Subject: never mind");
    }

    Play with(String key, String value) {
        var more = new HashMap<>(keys);
        more.put(key, value);
        return new Play(scenario, address, port, calls, pause, more, refusal, callers, callId);
    }

    Play calls(int number) {
        return new Play(scenario, address, port, number, pause, keys, refusal, callers, callId);
    }

    Play pause(Duration time) {
        return new Play(scenario, address, port, calls, time, keys, refusal, callers, callId);
    }

    Play untilTold() {
        return pause(Duration.ZERO);
    }

    Play refusal(String line) {
        return new Play(scenario, address, port, calls, pause, keys, line, callers, callId);
    }

    Play from(String other) {
        return new Play(scenario, other, port, calls, pause, keys, refusal, callers, callId);
    }

    /** Over connections, and not by UDP. */
    Play overTcp() {
        return with("over", "t1");
    }

    Play stream(List<String> numbers) {
        return new Play(scenario, address, port, numbers.size(), pause, keys, refusal, numbers, "");
    }

    /** The file as it is played. */
    String edited(String text) {
        // SIPp expands no key within [authentication], nor in its own elements.
        String edited = text.replace(BUSY, refusal)
                .replace("username=[user]", "username=" + keys.get("user"))
                .replace("password=[password]", "password=" + keys.get("password"))
                .replace("rtp_stream=\"[tone]", "rtp_stream=\"" + keys.get("tone"))
                .replace("play_pcap_audio=\"[pcap]", "play_pcap_audio=\"" + keys.get("pcap"))
                .replace("[method]", keys.getOrDefault("method", "[method]"))
                .replace("[answer]", keys.getOrDefault("answer", "[answer]"));
        if (pause.isZero()) {
            edited = edited.replace("<pause/>", "<recv request=\"INFO\"/>");
        }
        return callers.isEmpty()
                ? edited
                : edited.replace("[caller]", "[field0]").replace("[caller_name]", "Caller [field0]");
    }

    /** The options of SIPp that say it, but for files. */
    List<String> options() {
        var options = new ArrayList<>(List.of("-m", "" + calls, "-r", "20", "-i", address, "-p", "" + port));
        options.addAll(List.of("-d", "" + pause.toMillis(), "-t", keys.getOrDefault("over", "u1")));
        if (!callId.isEmpty()) {
            // Each of several phones may ring, at any time: SIPp would call the second 180 unexpected, and give up.
            options.addAll(List.of("-cid_str", callId, "-default_behaviors", "all,-abortunexp"));
        }
        if (!callers.isEmpty()) {
            // A call whose server has died ends, too.
            options.addAll(List.of("-recv_timeout", "6000"));
        }
        if (keys.containsKey("pcap")) {
            // From where it is sent, and what its offer names.
            options.addAll(List.of("-mp", "" + Ports.free()));
        }
        keys.forEach((key, value) -> options.addAll(List.of("-key", key, value)));
        return options;
    }
}
