package offhook.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import offhook.directory.UserId;
import offhook.gateway.control.Chosen;
import offhook.gateway.control.LeftMessage;
import offhook.gateway.control.Refused;
import offhook.voicemail.audio.Wav;
import offhook.voicemail.box.BoxFolder;
import offhook.voicemail.testing.DecodedMp3;
import offhook.voicemail.testing.Spoken;
import org.junit.jupiter.api.Test;

/** A caller has whistled into a voicemail of the whole product: the same tone comes out of the link in chat, and of the mail. */
class VoicemailLiveTest extends WithWhistle {

    private static final UserId JULIET = new UserId("juliet");

    private LiveProduct product() throws Exception {
        return product("", "");
    }

    private void whistle(LiveProduct product, String id) {
        var spoken = new Spoken(new BoxFolder(folder.resolve("data/voicemail")));
        var recording = spoken.of(Spoken.ROMEO, id, JULIET, Instant.now(), LENGTH, 8000, PITCH);
        assertThat(product.gateway
                        .parts
                        .voicemail
                        .boxes()
                        .add(recording)
                        .toCompletableFuture()
                        .join())
                .isTrue();
    }

    private static URI link(String stanza) {
        var url = stanza.replaceAll("(?s).*<url>([^<]*)</url>.*", "$1");
        assertThat(stanza).contains("<body>" + url + "</body>").contains("target='" + url + "'");
        assertThat(url).matches("https://capulet\\.example:\\d+/files/[A-Za-z0-9_-]{32}/[0-9_-]+_Romeo_Montague\\.mp3");
        return URI.create(url.replace("capulet.example", "127.0.0.1"));
    }

    private HttpResponse<byte[]> ask(String method, URI url, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(url).method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    @Test
    void theLinkInChatPlaysUntilTheVoicemailIsDeleted() throws Exception {
        try (var product = product();
                var juliet = product.chat("juliet");
                var nurse = product.chat("nurse")) {
            juliet.say("<presence/>");
            whistle(product, "7f3c7f3c");
            var stanza = juliet.hears("<message[^>]*id='vm-7f3c7f3c-b'.*?</message>");
            var url = link(stanza);
            assertThat(juliet.hears("<message[^>]*id='vm-7f3c7f3c-a'.*?</message>"))
                    .contains("Voicemail from Romeo Montague (+1 555 0123), 0:02");

            var whole = ask("GET", url);
            assertThat(whole.statusCode()).isEqualTo(200);
            assertThat(whole.headers().firstValue("content-type")).contains("audio/mpeg");
            assertThat(whole.headers().firstValue("access-control-allow-origin"))
                    .contains("*");
            whistles(DecodedMp3.of(whole.body()));
            assertThat(stanza)
                    .contains("<size>" + whole.body().length + "</size>")
                    .contains("<length>2340</length>")
                    .contains(Base64.getEncoder()
                            .encodeToString(MessageDigest.getInstance("SHA-256").digest(whole.body())));
            var head = ask("HEAD", url);
            assertThat(head.headers().firstValue("content-length")).contains(Integer.toString(whole.body().length));
            assertThat(head.body()).isEmpty();
            var part = ask("GET", url, "Range", "bytes=100-199");
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole.body(), 100, 200));
            var guessed = URI.create(url.toString().replaceAll("/files/.", "/files/0"));
            assertThat(ask("GET", guessed.equals(url) ? URI.create(url + "x") : guessed)
                            .statusCode())
                    .isEqualTo(404);
            assertThat(product.control()
                            .get("/voicemail/juliet", LeftMessage[].class)[0]
                            .state())
                    .as("clients fetch what nobody has listened to yet")
                    .isEqualTo("new");

            nurse.say("<message to='voicemail.capulet.example/7f3c7f3c' type='chat'><body>delete</body></message>");
            nurse.hears("This voicemail is gone");
            assertThat(ask("GET", url).statusCode()).isEqualTo(200);
            juliet.say("<message to='voicemail.capulet.example/7f3c7f3c' type='chat'><body>delete</body></message>");
            juliet.hears("It is deleted");
            assertThat(ask("GET", url).statusCode()).isEqualTo(404);
        }
    }

    @Test
    void theMailBringsTheRecording() throws Exception {
        try (var product = product()) {
            whistle(product, "7f3c7f3c");
            assertThat(mail.waitForIncomingEmail(30_000, 1)).isTrue();
            var message = mail.getReceivedMessages()[0];
            assertThat(message.getSubject()).isEqualTo("Voicemail from Romeo Montague (+1 555 0123), 0:02");
            assertThat(message.getHeader("Message-ID")).containsExactly("<vm-7f3c7f3c-a-mail@capulet.example>");
            assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(message.getHeader("X-Auto-Response-Suppress")).containsExactly("All");
            assertThat(message.getHeader("Message-Context")).containsExactly("voice-message");
            assertThat(message.getFrom()[0]).hasToString("Phone <phone@capulet.example>");

            var mixed = new MimeParts(message);
            assertThat(mixed.shape())
                    .isEqualTo("multipart/mixed{multipart/alternative{text/plain, text/html}, audio/wav}");
            assertThat(mixed.text(0, 0)).startsWith("Voicemail from Romeo Montague (+1 555 0123), 0:02, today ");
            assertThat(mixed.fileName(1)).matches("\\d{4}-\\d{2}-\\d{2}_\\d{4}_Romeo_Montague\\.wav");
            try (InputStream wav = mixed.content(1)) {
                var clip = Wav.read(wav, 60);
                whistles(new DecodedMp3(clip.rate(), clip.samples()));
            }
        }
    }

    /** Whatever the configuration says: what goes with the mail is what she has chosen. */
    @Test
    void theMailBringsWhatSheWants() throws Exception {
        try (var product = product("", "[voicemail.box]\nmail = \"none\"\n")) {
            prefers(product, "mp3");
            whistle(product, "aaaaaaaa");
            assertThat(mail.waitForIncomingEmail(30_000, 1)).isTrue();
            var mixed = new MimeParts(mail.getReceivedMessages()[0]);
            assertThat(mixed.shape())
                    .isEqualTo("multipart/mixed{multipart/alternative{text/plain, text/html}, audio/mpeg}");
            assertThat(mixed.fileName(1)).endsWith("_Romeo_Montague.mp3");
            try (InputStream mp3 = mixed.content(1)) {
                whistles(DecodedMp3.of(mp3.readAllBytes()));
            }

            prefers(product, "");
            whistle(product, "bbbbbbbb");
            assertThat(mail.waitForIncomingEmail(30_000, 2)).isTrue();
            assertThat(new MimeParts(mail.getReceivedMessages()[1]).shape())
                    .isEqualTo("multipart/alternative{text/plain, text/html}");
        }
    }

    private static void prefers(LiveProduct product, String format) {
        product.control().put("/users/juliet/preferences", new Chosen(Map.of("mail", format), null), Chosen.class);
    }

    /** Looking at it changes nothing; what changes something is a button. */
    @Test
    void thePageThatTheMailNamesMarksAndDeletesIt() throws Exception {
        try (var product = product()) {
            whistle(product, "7f3c7f3c");
            assertThat(mail.waitForIncomingEmail(30_000, 1)).isTrue();
            var text = new MimeParts(mail.getReceivedMessages()[0]).text(0, 0);
            var link = text.lines().filter(line -> line.contains("/voicemail/")).findFirst();
            assertThat(link.orElseThrow()).startsWith("Heard it, or not wanted any more? https://capulet.example:");
            var page = URI.create(link.get().replaceAll(".* ", "").replace("capulet.example", "127.0.0.1"));

            var shown = ask("GET", page);
            assertThat(shown.headers().firstValue("content-security-policy").orElseThrow())
                    .startsWith("default-src 'none'");
            assertThat(shown.headers().firstValue("referrer-policy")).contains("no-referrer");
            assertThat(new String(shown.body(), UTF_8))
                    .contains("<p>Romeo Montague (+1 555 0123), 0:02, today ", "<p>It is new.</p>", "value=\"heard\"")
                    .doesNotContain("value=\"new\"");
            assertThat(state(product)).as("nobody has pressed a button").isEqualTo("new");
            var audio = new String(shown.body(), UTF_8).replaceAll("(?s).* src=\"([^\"]*)\".*", "$1");
            assertThat(ask("GET", page.resolve(audio)).headers().firstValue("content-type"))
                    .contains("audio/mpeg");

            assertThat(pressed(page, "do=heard")).contains("<p>It is heard, and kept.</p>", "value=\"new\"");
            assertThat(state(product)).isEqualTo("heard");
            assertThat(pressed(page, "do=new")).contains("<p>It is new.</p>");
            assertThat(state(product)).isEqualTo("new");
            assertThat(pressed(page, "do=what?")).contains("expected do=heard");
            assertThat(pressed(page, "do=delete")).contains("<p>It is deleted.</p>");
            assertThat(ask("GET", page).statusCode()).isEqualTo(404);
            assertThat(ask("GET", page.resolve(audio)).statusCode()).isEqualTo(404);
            assertThat(ask("GET", page.resolve("/voicemail/" + UUID.randomUUID()))
                            .statusCode())
                    .isEqualTo(404);
        }
    }

    private String pressed(URI page, String button) throws Exception {
        var request = HttpRequest.newBuilder(page)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(button))
                .build();
        return new String(client.send(request, BodyHandlers.ofByteArray()).body(), UTF_8);
    }

    private static String state(LiveProduct product) throws Exception {
        return product.control()
                .get("/voicemail/juliet", LeftMessage[].class)[0]
                .state();
    }

    @Test
    void whatWasSaidCorrectsTheMessageAndIsInTheMail() throws Exception {
        var hook = "[voicemail.transcript]\ncommand = [\"/bin/sh\", \"-c\", \"sleep 1; echo But soft\", \"hook\"]\n";
        try (var product = product("", hook);
                var juliet = product.chat("juliet")) {
            juliet.say("<presence/>");
            whistle(product, "7f3c7f3c");
            juliet.hears("<message[^>]*id='vm-7f3c7f3c-a'.*?</message>");
            assertThat(juliet.hears("<message[^>]*id='vm-7f3c7f3c-t'.*?</message>"))
                    .contains("But soft")
                    .contains("<replace xmlns='urn:xmpp:message-correct:0' id='vm-7f3c7f3c-a'/>");
            assertThat(mail.waitForIncomingEmail(30_000, 1)).isTrue();
            assertThat(new MimeParts(mail.getReceivedMessages()[0]).text(0, 0)).contains("But soft");
        }
    }

    @Test
    void whatWasBeingWrittenDownWhenTheServerWentDownIsWrittenDownAfterwards() throws Exception {
        var hook = "[voicemail.transcript]\ncommand = [\"/bin/sh\", \"-c\", \"%s\", \"hook\"]\n";
        try (var product = product("", hook.formatted("sleep 1000"));
                var juliet = product.chat("juliet")) {
            juliet.say("<presence/>");
            whistle(product, "7f3c7f3c");
            juliet.hears("<message[^>]*id='vm-7f3c7f3c-a'.*?</message>");
        }
        try (var product = product("", hook.formatted("echo But soft"));
                var juliet = product.chat("juliet")) {
            juliet.say("<presence/>");
            assertThat(juliet.hears("<message[^>]*id='vm-7f3c7f3c-t'.*?</message>"))
                    .contains("But soft");
        }
    }

    @Test
    void adminsSeeAndChangeThemAndARemovedUserLeavesNothing() throws Exception {
        try (var product = product()) {
            whistle(product, "aaaaaaaa");
            whistle(product, "bbbbbbbb");
            var control = product.control();
            assertThat(control.get("/voicemail/201", LeftMessage[].class))
                    .hasSize(2)
                    .allSatisfy(one -> {
                        assertThat(one.from()).isEqualTo("Romeo Montague <sip:+15550123@capulet.example>");
                        assertThat(one.seconds()).isEqualTo(2);
                    });
            assertThat(control.post("/voicemail/juliet/aaaaaaaa/heard", "", LeftMessage.class)
                            .state())
                    .isEqualTo("heard");
            control.delete("/voicemail/juliet/bbbbbbbb");
            assertThat(control.get("/voicemail/juliet/deleted", LeftMessage[].class))
                    .hasSize(1);
            assertThatThrownBy(() -> control.delete("/voicemail/nurse/aaaaaaaa"))
                    .isInstanceOf(Refused.class);

            Files.delete(folder.resolve("users.csv"));
            LiveProduct.writePeople(folder.resolve("users.csv"), "nurse,Nurse,203,wherefore,");
            product.gateway.reload();
            await("that the list is read")
                    .ignoreExceptionsInstanceOf(Refused.class)
                    .until(() -> {
                        control.delete("/users/juliet");
                        return true;
                    });
            assertThat(product.column("SELECT person FROM voicemail WHERE person <> ''"))
                    .isEmpty();
            assertThat(product.column("SELECT voicemail FROM voicemail_link")).isEmpty();
            await().untilAsserted(
                            () -> assertThat(folder.resolve("data/voicemail")).isEmptyDirectory());
        }
    }
}
