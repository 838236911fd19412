package offhook.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import offhook.runtime.testing.Logged;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fills up under the running server, and is emptied again. */
@Timeout(120)
class DiskTest {

    private static final long MB = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void callsGoOnWhenThereIsNoRoomForMessages() throws Exception {
        var disk = new FillingDisk();
        try (var log = Logged.byAnybody();
                var product = new LiveProduct(folder, LiveProduct.QUICK, disk)) {
            assertThat(folder.resolve("data/ballast")).hasSize(64 * MB);
            product.add("juliet", "nurse");
            try (var nurse = product.chat("nurse");
                    var juliet = product.chat("juliet");
                    var phone = product.phone("juliet");
                    var romeo = product.stranger("romeo")) {
                nurse.say("<presence/>");
                juliet.say("<presence/>");
                phone.register(LiveProduct.PASSWORD);
                var large = "x".repeat(9000);

                disk.has(200);
                assertThat(log.await("The disk of")).last().asString().contains("200 MB", "no large messages");
                nurse.say("<message to='juliet@capulet.example' id='large'><body>" + large + "</body></message>");
                assertThat(nurse.hears("<message[^>]*id='large'.*?</message>")).contains("resource-constraint", "wait");
                nurse.say("<message to='juliet@capulet.example' id='small'><body>small</body></message>");
                juliet.hears("<body>small</body>");
                assertThat(product.get("/readyz")).startsWith("200 ");
                assertThat(product.number("offhook_storage_disk_room")).isEqualTo(1);

                disk.has(5);
                log.await("The disk of " + folder.resolve("data") + " is full: the ballast is released");
                assertThat(folder.resolve("data/ballast")).doesNotExist();
                disk.has(69);
                log.await("The disk of " + folder.resolve("data") + " has only 5 MB: calls only");
                nurse.say("<message to='juliet@capulet.example' id='any'><body>small</body></message>");
                assertThat(nurse.hears("<message[^>]*id='any'.*?</message>")).contains("resource-constraint");
                for (var written : List.of(
                        "<iq type='set' id='vcard'><vCard xmlns='vcard-temp'><FN>Nurse</FN></vCard></iq>",
                        "<iq type='set' id='roster'><query xmlns='jabber:iq:roster'><item jid='a@b.example'/></query></iq>",
                        "<presence type='subscribe' id='sub' to='juliet@capulet.example'/>",
                        "<message to='juliet@capulet.example' id='mark'><received xmlns='urn:xmpp:receipts' id='1'/></message>")) {
                    nurse.say(written);
                    var id = written.replaceAll("^.*? id='([^']*)'.*", "$1");
                    assertThat(nurse.hears("<\\w+[^>]*id='" + id + "'.*?</error>"))
                            .contains("resource-constraint", "wait");
                }
                nurse.say("<iq type='get' id='read'><query xmlns='jabber:iq:roster'/></iq>");
                assertThat(nurse.hears("<iq[^>]*id='read'.*?</iq>")).contains("type='result'");
                nurse.say("<presence><status>Still here</status></presence>");
                juliet.hears("<status>Still here</status>");
                nurse.say("<message to='juliet@capulet.example' type='chat'>"
                        + "<composing xmlns='http://jabber.org/protocol/chatstates'/></message>");
                juliet.hears("<composing ");
                assertThat(product.get("/readyz"))
                        .startsWith("503 ")
                        .contains("the disk of the data folder is nearly full");
                romeo.begin("juliet");
                phone.answer(phone.hears("INVITE"), "603 Decline");
                romeo.hears("SIP/2.0 603");

                disk.has(1000);
                log.await("The disk of " + folder.resolve("data") + " has room again");
                nurse.say("<message to='juliet@capulet.example' id='again'><body>" + large + "</body></message>");
                juliet.hears("<body>xxx");
                assertThat(Files.size(folder.resolve("data/ballast"))).isEqualTo(64 * MB);
            }
        }
    }

    /** Whoever calls hears so and writes nothing, and she is told of the call. */
    @Test
    void callersHearThatThereIsNoRoomForWhatTheyWouldSay() throws Exception {
        var disk = new FillingDisk();
        var media = "[voicemail.media]\naddress = \"127.0.0.1\"\n";
        try (var log = Logged.byAnybody();
                var product = new LiveProduct(folder, LiveProduct.QUICK + media, disk)) {
            product.add("juliet");
            try (var juliet = product.chat("juliet");
                    var romeo = product.stranger("romeo");
                    var ear = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
                juliet.say("<presence/>");
                disk.has(200);
                log.await("The disk of");
                var ok = romeo.invite("juliet", ear.getLocalPort());
                assertThat(ok).startsWith("SIP/2.0 200");
                romeo.acknowledge(ok);
                romeo.answer(romeo.hears("BYE "), "200 OK");
                assertThat(packets(ear)).as("of the announcement").isGreaterThan(100);
                juliet.hears("<body>Missed call from [^<]*, went to voicemail, which was full");
                assertThat(folder.resolve("data/voicemail"))
                        .isDirectoryNotContaining(file -> Files.isRegularFile(file));
            }
        }
    }

    /** That have come up to now. */
    private static int packets(DatagramSocket ear) throws IOException {
        ear.setSoTimeout(1);
        int count = 0;
        try {
            while (true) {
                ear.receive(new DatagramPacket(new byte[2048], 2048));
                count++;
            }
        } catch (SocketTimeoutException none) {
            return count;
        }
    }
}
