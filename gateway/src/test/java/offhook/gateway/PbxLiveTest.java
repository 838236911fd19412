package offhook.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import offhook.pbx.testing.PbxServer;
import offhook.pbx.testing.SimulatedAsterisk;
import offhook.pbx.testing.SimulatedFreeswitch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole product beside a PBX on a socket: its calls show in the roster, and missed ones reach the chat. */
class PbxLiveTest {

    @TempDir
    Path folder;

    private LiveProduct product(String watch, PbxServer pbx) throws Exception {
        var product = new LiveProduct(
                folder,
                LiveProduct.QUICK
                        + """
                        [pbx]
                        host = "127.0.0.1"
                        watch = ["%s"]
                        port = %d
                        password = "s3cret"
                        """
                                .formatted(watch, pbx.port()));
        product.add("juliet");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> product.number("offhook_pbx_up{source=\"" + watch + "\"}") == 1);
        return product;
    }

    @Test
    void asterisk() throws Exception {
        try (var pbx = new PbxServer(new SimulatedAsterisk("offhook", "s3cret"));
                var product = product("ami", pbx);
                var chat = product.chat("juliet")) {
            chat.say("<presence/>");
            pbx.says(
                    "Newchannel id=1 call=1 channel=PJSIP/provider-1 state=4 num=+15550123 name=Mercutio exten=juliet");
            pbx.says("Newchannel id=2 call=1 channel=PJSIP/juliet-2");
            pbx.says("DialBegin id=1 dest=2");
            pbx.says("Newstate id=2 state=6");
            chat.hears("<show>dnd</show><status>On the phone</status>");
            pbx.says("Hangup id=2");
            pbx.says("Hangup id=1");
            chat.hears("<presence[^>]*/>");
            pbx.says(
                    "Newchannel id=3 call=3 channel=PJSIP/provider-3 state=4 num=+15550123 name=Mercutio exten=juliet");
            pbx.says("Newchannel id=4 call=3 channel=PJSIP/juliet-4");
            pbx.says("DialBegin id=3 dest=4");
            pbx.says("Newstate id=4 state=5");
            pbx.says("DialEnd id=3 dest=4 status=CANCEL");
            pbx.says("Hangup id=4");
            pbx.says("Hangup id=3");
            chat.hears("Missed call from Mercutio \\(\\+1 555 0123\\)");
            assertThat(product.column("SELECT from_tag FROM calls")).containsOnly("ami");
        }
    }

    @Test
    void freeswitch() throws Exception {
        try (var pbx = new PbxServer(new SimulatedFreeswitch("s3cret"));
                var product = product("esl", pbx);
                var chat = product.chat("juliet")) {
            chat.say("<presence/>");
            pbx.says(
                    "CHANNEL_CREATE id=a call=a direction=inbound name=sofia/external/x cid=+15550123 cidname=Mercutio");
            pbx.says("CHANNEL_CREATE id=b call=a direction=outbound name=sofia/internal/juliet cid=+15550123"
                    + " cidname=Mercutio presence=juliet@pbx.example");
            pbx.says("CHANNEL_CALLSTATE id=b state=ACTIVE");
            chat.hears("<show>dnd</show><status>On the phone</status>");
            pbx.says("CHANNEL_HANGUP_COMPLETE id=b");
            pbx.says("CHANNEL_HANGUP_COMPLETE id=a");
            chat.hears("<presence[^>]*/>");
            pbx.says(
                    "CHANNEL_CREATE id=c call=c direction=inbound name=sofia/external/x cid=+15550123 cidname=Mercutio");
            pbx.says("CHANNEL_CREATE id=d call=c direction=outbound name=sofia/internal/juliet cid=+15550123"
                    + " cidname=Mercutio presence=juliet@pbx.example");
            pbx.says("CHANNEL_CALLSTATE id=d state=RINGING");
            pbx.says("CHANNEL_HANGUP_COMPLETE id=d cause=NO_ANSWER");
            pbx.says("CHANNEL_HANGUP_COMPLETE id=c");
            chat.hears("Missed call from Mercutio \\(\\+1 555 0123\\)");
        }
    }
}
