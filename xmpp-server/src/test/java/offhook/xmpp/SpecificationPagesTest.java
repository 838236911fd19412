package offhook.xmpp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import offhook.runtime.share.SharedFileTable;
import offhook.runtime.share.SharedFiles;
import offhook.runtime.storage.Room;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.testing.TestDatabases;
import offhook.xmpp.feature.Spec;
import offhook.xmpp.testing.CoreWorld;
import offhook.xmpp.web.WebSite;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

/**
 * docs/xeps.md and docs/offhook.doap are what the features declare. To write them anew: {@code mvn test
 * -Doffhook.docs=write …}.
 */
class SpecificationPagesTest {

    private static final Path TABLE = Path.of("../docs/xeps.md");
    private static final Path DOAP = Path.of("../docs/offhook.doap");

    private static List<Spec> specs;

    @BeforeAll
    static void ask() {
        try (var database = TestDatabases.sqlite()) {
            database.migrate(SharedFileTable.MODULE);
            var time = new ManualTime();
            var files = new SharedFiles(
                    Path.of("nowhere"),
                    new SharedFileTable(database),
                    time,
                    time,
                    new SecureRandom(),
                    () -> Room.ENOUGH);
            var site = new WebSite(files, () -> "https://capulet.example");
            specs = new CoreWorld(database, List.of(), Optional.of(site)).core.specs();
        }
    }

    @Test
    void nothingIsDeclaredTwice() {
        assertThat(specs).extracting(Spec::id).doesNotHaveDuplicates();
    }

    @Test
    void theTableIsWhatTheFeaturesSay() throws IOException {
        check(
                TABLE,
                """
                # What the XMPP server implements

                Written from what the features declare. Where the last column is empty, all of it that concerns a server.

                | Specification | Title | Version | Part |
                | --- | --- | --- | --- |
                """
                        + specs.stream()
                                .map(spec -> "| [%s](%s) | %s | %s | %s |\n"
                                        .formatted(spec.id(), spec.url(), spec.title(), spec.version(), spec.part()))
                                .collect(Collectors.joining()));
    }

    /** XEP-0453. */
    @Test
    void theDoapFileIsWhatTheFeaturesSay() throws Exception {
        String doap =
                """
                <?xml version='1.0' encoding='UTF-8'?>
                <rdf:RDF xmlns='http://usefulinc.com/ns/doap#'
                         xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'
                         xmlns:xmpp='https://linkmauve.fr/ns/xmpp-doap#'>
                  <Project>
                    <name>Offhook</name>
                    <shortdesc xml:lang='en'>Presence and voicemail between telephones (SIP) and chat (XMPP)</shortdesc>
                    <programming-language>Java</programming-language>
                    <os>Linux</os>
                    <license rdf:resource='https://spdx.org/licenses/Apache-2.0'/>
                    <category rdf:resource='https://linkmauve.fr/ns/xmpp-doap#category-xmpp'/>
                    <category rdf:resource='https://linkmauve.fr/ns/xmpp-doap#category-server'/>
                """
                        + specs.stream().map(SpecificationPagesTest::doap).collect(Collectors.joining())
                        + """
                  </Project>
                </rdf:RDF>
                """;
        check(DOAP, doap);
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(doap)));
    }

    private static String doap(Spec spec) {
        if (spec.series().equals("RFC")) {
            return "    <implements rdf:resource='%s'/>\n".formatted(spec.url());
        }
        String note = spec.part().isEmpty() ? "" : "        <xmpp:note>%s</xmpp:note>\n".formatted(spec.part());
        return """
                    <implements>
                      <xmpp:SupportedXep>
                        <xmpp:xep rdf:resource='%s'/>
                        <xmpp:status>%s</xmpp:status>
                        <xmpp:version>%s</xmpp:version>
                %s      </xmpp:SupportedXep>
                    </implements>
                """
                .formatted(spec.url(), note.isEmpty() ? "complete" : "partial", spec.version(), note);
    }

    private static void check(Path page, String text) throws IOException {
        if ("write".equals(System.getProperty("offhook.docs"))) {
            Files.writeString(page, text);
        }
        assertThat(Files.readString(page)).isEqualTo(text);
    }
}
