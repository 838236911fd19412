package offhook.sip.event.document;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import offhook.sip.event.document.PresenceInfo.Note;
import offhook.sip.event.document.PresenceInfo.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresenceInfoTest {

    private static PresenceInfo read(String body) throws MalformedDocument {
        return PresenceInfo.read(body.getBytes(UTF_8));
    }

    @Test
    void everythingThatMattersIsRead() throws MalformedDocument {
        var info = read(
                """
                <?xml version="1.0"?>
                <presence xmlns="urn:ietf:params:xml:ns:pidf" xmlns:dm="urn:ietf:params:xml:ns:pidf:data-model"
                    xmlns:rpid="urn:ietf:params:xml:ns:pidf:rpid" entity="pres:romeo@example.net">
                  <tuple id="ID-orchard">
                    <status><basic>open</basic><show xmlns="jabber:client">away</show></status>
                    <contact priority="0.102">sip:romeo@example.net;gr=orchard</contact>
                    <note xml:lang="en">under the balcony</note>
                    <note xml:lang="it">sotto il balcone</note>
                  </tuple>
                  <tuple id="desk"><status><basic>closed</basic></status></tuple>
                  <dm:person id="p">
                    <rpid:activities><rpid:note>x</rpid:note><rpid:On-The-Phone/><rpid:busy/></rpid:activities>
                    <dm:note>in love</dm:note>
                  </dm:person>
                  <note>of the document</note>
                </presence>""");
        assertThat(info.tuples())
                .containsExactly(
                        new Tuple(
                                "ID-orchard",
                                true,
                                Optional.of("away"),
                                Optional.of("sip:romeo@example.net;gr=orchard"),
                                OptionalDouble.of(0.102),
                                List.of(new Note("under the balcony", "en"), new Note("sotto il balcone", "it"))),
                        new Tuple(
                                "desk", false, Optional.empty(), Optional.empty(), OptionalDouble.empty(), List.of()));
        assertThat(info.activities()).containsExactly("on-the-phone", "busy");
        assertThat(info.notes()).containsExactly(new Note("in love", ""));
    }

    /** Asterisk (res_pjsip): RPID in a namespace of its own, within a status, and the note beside the tuple. */
    @Test
    void oddDocumentsAreReadByLocalNames() throws MalformedDocument {
        var info =
                read("<presence><note>On the phone</note><tuple id='301'><status><basic>OPEN</basic></status></tuple>"
                        + "<pp:person xmlns:pp='x'><status><ep:activities xmlns:ep='y'><ep:busy/></ep:activities></status>"
                        + "</pp:person></presence>");
        assertThat(info.tuples()).extracting(Tuple::open).containsExactly(true);
        assertThat(info.activities()).containsExactly("busy");
        assertThat(info.notes()).containsExactly(new Note("On the phone", ""));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0", "1, 1.0", "1.000, 1.0", "0.5, 0.5", "1.5,", "-1,", "high,", "0.1234567890,"})
    void aPriorityIsANumberFromZeroToOne(String written, Double read) throws MalformedDocument {
        var tuple = read("<presence><tuple id='a'><contact priority='" + written
                        + "'>sip:a@b</contact></tuple></presence>")
                .tuples()
                .get(0);
        assertThat(tuple.priority()).isEqualTo(read == null ? OptionalDouble.empty() : OptionalDouble.of(read));
        assertThat(tuple.open()).as("nothing is said").isFalse();
    }

    @Test
    void theresALimitToEverything() throws MalformedDocument {
        var info = read("<presence>" + "<tuple id='" + "x".repeat(1000) + "'/>".repeat(1)
                + "<tuple><note xml:lang='not a language!'>" + "y".repeat(1000) + "</note></tuple>".repeat(1)
                + "<tuple/>".repeat(100) + "</presence>");
        assertThat(info.tuples()).hasSize(16);
        assertThat(info.tuples().get(0).id()).hasSize(256);
        assertThat(info.tuples().get(1).notes().get(0).text()).hasSize(256);
        assertThat(info.tuples().get(1).notes().get(0).language()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no XML", "<presence>", "<dialog-info/>", "<!DOCTYPE a [<!ENTITY b 'c'>]><presence/>"})
    void whatIsNoDocumentIsRefused(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(MalformedDocument.class);
    }
}
