package offhook.sip.transaction;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;

/** Writes down what a state machine does, and knows which timers run. */
final class Recording implements ClientActions, ServerActions {

    private final boolean reliable;
    private final List<String> done = new ArrayList<>();
    private final Map<TimerName, Duration> timers = new EnumMap<>(TimerName.class);

    Recording(boolean reliable) {
        this.reliable = reliable;
    }

    /** What was done since it was last asked. */
    String done() {
        var text = String.join(", ", done);
        done.clear();
        return text;
    }

    /** The timers that run, with their milliseconds. */
    String timers() {
        return timers.entrySet().stream()
                .map(timer -> timer.getKey() + "=" + timer.getValue().toMillis())
                .collect(Collectors.joining(" "));
    }

    boolean runs(TimerName timer) {
        return timers.containsKey(timer);
    }

    List<TimerName> running() {
        return List.copyOf(timers.keySet());
    }

    /** Takes the timer off, as it does when it fires. */
    void fired(TimerName timer) {
        timers.remove(timer);
    }

    @Override
    public boolean isReliable() {
        return reliable;
    }

    @Override
    public Timing timing() {
        return Timing.DEFAULT;
    }

    @Override
    public void send() {
        done.add("send");
    }

    @Override
    public void ack(SipResponse response) {
        done.add("ack");
    }

    @Override
    public void cancel() {
        done.add("cancel");
    }

    @Override
    public void pass(SipResponse response) {
        done.add("pass " + response.status());
    }

    @Override
    public void send(SipResponse response) {
        done.add("send " + response.status());
    }

    @Override
    public void sendAgain() {
        done.add("again");
    }

    @Override
    public void sendTrying() {
        done.add("trying");
    }

    @Override
    public void pass(SipRequest ack) {
        done.add("pass ack");
    }

    @Override
    public void fail(TransactionFailure failure) {
        done.add(failure.name());
    }

    @Override
    public void start(TimerName timer, Duration delay) {
        timers.keySet().removeIf(running -> running.repeats() == timer.repeats());
        timers.put(timer, delay);
    }

    @Override
    public void stop(TimerName timer) {
        timers.keySet().removeIf(running -> running.repeats() == timer.repeats());
    }
}
