package offhook.xmpp.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.regex.Pattern;
import offhook.directory.address.Jid;
import offhook.runtime.config.Config;
import offhook.runtime.config.Doc;
import offhook.runtime.share.SharedFile;
import offhook.runtime.share.SharedFileTable;
import offhook.runtime.share.SharedFiles;
import offhook.runtime.storage.Database;
import offhook.runtime.storage.Room;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.testing.TestDatabases;
import offhook.xmpp.presence.PresenceOverlay;
import offhook.xmpp.roster.Visibility;
import offhook.xmpp.testing.TestClient;
import offhook.xmpp.testing.World;
import offhook.xmpp.xep.Discovery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0363: who gets a slot, for what. */
class FileUploadTest {

    private static final String NS = "urn:xmpp:http:upload:0";
    private static final Pattern PUT =
            Pattern.compile("<put url='(https://chat\\.example/files/([A-Za-z0-9_-]{32})/[^']*)'/>");

    record Root(@Doc("upload") UploadConfig upload) {}

    @TempDir
    Path folder;

    private final ManualTime time = new ManualTime();
    private final Database database = TestDatabases.sqlite();
    private Room room = Room.ENOUGH;
    private SharedFiles files;
    private TestClient juliet;

    @BeforeEach
    void start() throws Exception {
        database.migrate(SharedFileTable.MODULE);
        files = new SharedFiles(folder, new SharedFileTable(database), time, time, new SecureRandom(), () -> room);
        files.start(time);
        var config = Config.bindText(
                        "upload.file = '1KB'\nupload.quota = '4KB'\nupload.daily = '2KB'",
                        Path.of("test.toml"),
                        Root.class,
                        java.util.Map.of())
                .upload();
        var upload = new FileUpload(
                config,
                World.DOMAIN,
                jid -> !jid.local().equals("tybalt"),
                new WebSite(files, () -> "https://chat.example"),
                time);
        var world = new World(PresenceOverlay.NONE, List.of(upload));
        world.install(upload)
                .install(new Discovery(world.router, List.of(upload), new Visibility(world.accounts, world.rosters)));
        juliet = world.online("juliet/balcony");
        tybalt = world.online("tybalt/street");
    }

    private TestClient tybalt;

    @AfterEach
    void stop() {
        database.close();
    }

    private String ask(String attributes) {
        return ask(juliet, "upload.capulet.example", attributes, "");
    }

    private static String ask(TestClient client, String to, String attributes, String purpose) {
        return client.says("<iq type='get' id='s' to='" + to + "'><request xmlns='" + NS + "' " + attributes + ">"
                        + purpose + "</request></iq>")
                .gotOne();
    }

    private SharedFile slot(String answer) {
        var put = PUT.matcher(answer);
        assertThat(put.find()).as(answer).isTrue();
        assertThat(answer).contains("type='result'", "<get url='" + put.group(1) + "'/>");
        return files.find(put.group(2)).orElseThrow();
    }

    @Test
    void isFoundByDiscovery() {
        var items = juliet.says("<iq type='get' id='i' to='capulet.example'>"
                        + "<query xmlns='http://jabber.org/protocol/disco#items'/></iq>")
                .gotOne();
        assertThat(items).contains("jid='upload.capulet.example'");
        var info = juliet.says("<iq type='get' id='i' to='upload.capulet.example'>"
                        + "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>")
                .gotOne();
        assertThat(info)
                .contains("category='store'", "type='file'", "var='" + NS + "'")
                .contains("<field var='FORM_TYPE' type='hidden'><value>" + NS + "</value></field>")
                .contains("<field var='max-file-size'><value>1024</value></field>");
    }

    @Test
    void aUserGetsASlot() {
        var answer = ask("filename='tr\u00e8s cool.jpg' size='1024' content-type='image/jpeg'");
        var file = slot(answer);
        assertThat(answer).contains("/tr%C3%A8s%20cool.jpg'");
        assertThat(file.account()).isEqualTo("juliet@capulet.example");
        assertThat(file.name()).isEqualTo("tr\u00e8s cool.jpg");
        assertThat(file.type()).isEqualTo("image/jpeg");
        assertThat(file.size()).isEqualTo(1024);
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd, passwd",
        "'C:\\Documents\\a.txt', a.txt",
        "'&lt;script>alert(1)&lt;/script>', script>",
        "'a&quot;; x=&apos;b', 'a\"; x=''b'",
        "' b.txt ', b.txt"
    })
    void aNameIsNoPath(String sent, String name) {
        var answer = ask("filename=\"" + sent + "\" size='1'");
        assertThat(slot(answer).name()).isEqualTo(name);
        var put = PUT.matcher(answer);
        assertThat(put.find()).isTrue();
        assertThat(put.group(1).substring("https://".length())).matches("[A-Za-z0-9._~%/-]+");
    }

    @ParameterizedTest
    @CsvSource({
        "filename='a', bad-request",
        "filename='a' size='', bad-request",
        "filename='a' size='0', bad-request",
        "filename='a' size='-1', bad-request",
        "filename='a' size='1e3', bad-request",
        "filename='a' size='9999999999999999999', bad-request",
        "size='1', bad-request",
        "filename='' size='1', bad-request",
        "filename='..' size='1', bad-request",
        "filename='a/' size='1', bad-request",
        "filename='a&#x202e;gpj.exe' size='1', bad-request",
        "filename='a&#10;b' size='1', bad-request",
        "filename='a' size='1' content-type='text', bad-request",
        "filename='a' size='1' content-type='text/html&#10;X: y', bad-request",
        "filename='a' size='1025', not-acceptable"
    })
    void whatIsNoFileOfOursIsRefused(String attributes, String condition) {
        assertThat(ask(attributes)).contains("type='error'", "<" + condition + " ");
    }

    @Test
    void howLargeAFileMayBeIsSaid() {
        assertThat(ask("filename='a' size='1025'"))
                .contains("<file-too-large xmlns='" + NS + "'><max-file-size>1024</max-file-size></file-too-large>");
    }

    @Test
    void aDayHasAShare() {
        slot(ask("filename='a' size='1024'"));
        slot(ask("filename='a' size='1000'"));
        assertThat(ask("filename='a' size='25'"))
                .contains(
                        "type='wait'",
                        "<resource-constraint ",
                        "<retry xmlns='" + NS + "' stamp='2026-11-23T14:05:01Z'/>");
        time.pass(SharedFiles.ANNOUNCED_FOR);
        slot(ask("filename='a' size='1024'"));
    }

    @Test
    void aFullDiskTakesNothing() {
        room = Room.LITTLE;
        assertThat(ask("filename='a' size='1'")).contains("<resource-constraint ");
    }

    @Test
    void strangersGetNothing() {
        assertThat(ask(tybalt, "upload.capulet.example", "filename='a' size='1'", ""))
                .contains("<forbidden ");
        assertThat(ask(juliet, "somebody@upload.capulet.example", "filename='a' size='1'", ""))
                .contains("<service-unavailable ");
        assertThat(juliet.says("<message to='upload.capulet.example' id='m'><body>hello</body></message>")
                        .gotOne())
                .contains("<service-unavailable ");
    }

    @Test
    void aClientMaySayForHowLong() {
        var asked = "<ephemeral xmlns='urn:xmpp:http:upload:purpose:0' expire-before='2026-11-22T15:05:00Z'/>";
        var file = slot(ask(juliet, "upload.capulet.example", "filename='a' size='1'", asked));
        assertThat(file.keep()).hasHours(1);
        for (var until : List.of("2026-11-22T14:05:00Z", "tomorrow", "")) {
            assertThat(ask(
                            juliet,
                            "upload.capulet.example",
                            "filename='a' size='1'",
                            asked.replace("2026-11-22T15:05:00Z", until)))
                    .contains("<bad-request ");
        }
        assertThat(slot(ask(juliet, "upload.capulet.example", "filename='a' size='1'", asked.replace("2026", "2099")))
                        .keep())
                .hasDays(30);
    }

    @Test
    void itsAddressCanBeChosen() throws Exception {
        var config = Config.bindText("upload.host = 'files.example'", Path.of("t.toml"), Root.class, java.util.Map.of())
                .upload();
        assertThat(config.address("capulet.example")).isEqualTo(Jid.of("files.example"));
    }
}
