package offhook.voicemail.pickup;

import java.time.Duration;
import java.util.List;

/** A greeting of their own: they are told how, hear the tone, speak, and press a key. */
final class RecordingGreeting implements Menu {

    static final Duration LONGEST = Duration.ofMinutes(1);

    private final Pickup pickup;
    private final Menu back;
    private boolean isRecording;

    RecordingGreeting(Pickup pickup, Menu back) {
        this.pickup = pickup;
        this.back = back;
    }

    @Override
    public List<String> prompt() {
        return List.of("greeting-record");
    }

    @Override
    public void played() {
        begin();
    }

    /** Who knows how it goes need not hear it. */
    @Override
    public void key(char key) {
        if (isRecording) {
            end();
        } else if (key == '*') {
            pickup.enter(back);
        } else {
            begin();
        }
    }

    private void begin() {
        isRecording = true;
        pickup.to().record(LONGEST);
        pickup.waits(LONGEST);
    }

    @Override
    public boolean silent() {
        if (isRecording) {
            end();
        }
        return isRecording;
    }

    private void end() {
        if (pickup.to().recorded()) {
            pickup.enter(new CheckingGreeting(pickup, back));
        } else {
            pickup.enter(back, "greeting-empty");
        }
    }
}
