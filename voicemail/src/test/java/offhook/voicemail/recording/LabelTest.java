package offhook.voicemail.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.address.SipUri;
import offhook.sip.call.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelTest {

    @TempDir
    Path folder;

    private void comesBack(Caller caller, String callId) throws IOException {
        var label = new Label("abcdefgh12", new UserId("juliet"), caller, callId, Instant.ofEpochMilli(1), 16_000);
        label.write(folder);
        assertThat(Label.read(folder.resolve("abcdefgh12.call"))).contains(label);
        label.delete(folder);
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        comesBack(Caller.UNKNOWN, "a@b");
        comesBack(
                new Caller(
                        new DisplayName("Ròmeo: box  tybalt"),
                        SipUri.parse("sips:romeo@[2001:db8::1]:5071;user=phone"),
                        Optional.of(new UserId("romeo")),
                        false),
                "box=%0Acall");
    }
}
