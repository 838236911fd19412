package offhook.gateway.contacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import offhook.sip.event.document.MalformedDocument;
import offhook.sip.event.document.PresenceInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 8048 §6.3, Table 2: each row of the mapping. */
class AvailabilitiesTest {

    private static final String OPEN = "<status><basic>open</basic></status>";

    private static String of(String inside) throws MalformedDocument {
        var all = Availabilities.of(PresenceInfo.read(("<presence>" + inside + "</presence>").getBytes(UTF_8)));
        var text = new StringBuilder();
        all.forEach((resource, presence) -> text.append(resource).append(' ').append(presence));
        return text.toString().replace(" xmlns='jabber:client'", "").replace(" xmlns=\"jabber:client\"", "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "ID-orchard | orchard",
                "orchard | orchard",
                "301 | 301",
                "ID- | phone",
            })
    void anIdIsAResource(String id, String resource) throws MalformedDocument {
        assertThat(of("<tuple id='" + id + "'>" + OPEN + "</tuple>")).isEqualTo(resource + " <presence/>");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "away | <show>away</show>",
                "chat | <show>chat</show>",
                "dnd | <show>dnd</show>",
                "xa | <show>xa</show>",
                "asleep | ~~",
            })
    void aShowIsCopied(String show, String copied) throws MalformedDocument {
        var status = "<status><basic>open</basic><show xmlns='jabber:client'>" + show + "</show></status>";
        assertThat(of("<tuple id='a'>" + status + "</tuple>")).isEqualTo(presence(copied));
    }

    /** RFC 4480 §3.2. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "<on-the-phone/><busy/> | <show>dnd</show>",
                "<busy/> | <show>dnd</show>",
                "<away/> | <show>away</show>",
                "<vacation/> | <show>away</show>",
                "<working/> | ~~",
            })
    void anActivityIsAShow(String activities, String show) throws MalformedDocument {
        var person = "<person><activities>" + activities + "</activities></person>";
        assertThat(of("<tuple id='a'>" + OPEN + "</tuple>" + person)).isEqualTo(presence(show));
    }

    /** Asterisk: all but "Ready" is "busy", and the note tells what it is. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Ready | <person/> | <presence/>",
                "Ringing | <busy/> | <presence><status>Ringing</status></presence>",
                "On the phone | <busy/> | <presence><show>dnd</show><status>On the phone</status></presence>",
                "On hold | <busy/> | <presence><show>dnd</show><status>On hold</status></presence>",
            })
    void asteriskSaysItInANote(String note, String activity, String presence) throws MalformedDocument {
        assertThat(of("<note>" + note + "</note><tuple id='a'>" + OPEN + "</tuple><person><activities>" + activity
                        + "</activities></person>"))
                .isEqualTo("a " + presence);
    }

    @Test
    void whoIsNotThereIsNotShown() throws MalformedDocument {
        assertThat(of("<tuple id='a'><status><basic>closed</basic></status></tuple>"))
                .isEmpty();
        assertThat(of("<note>Unavailable</note><tuple id='a'>" + OPEN + "</tuple>"))
                .isEmpty();
        assertThat(of("<tuple id='a'/>")).isEmpty();
        assertThat(of("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.008, 1", "0.102, 13", "0.5, 64", "0.992, 126", "1, 127"})
    void aPriorityIsANumberFromZeroTo127(String of1, String of127) throws MalformedDocument {
        assertThat(of("<tuple id='a'>" + OPEN + "<contact priority='" + of1 + "'>sip:a@b</contact></tuple>"))
                .isEqualTo(presence("<priority>" + of127 + "</priority>"));
    }

    /** "xml:lang ↔ Content-Language": PIDF has a language for each note. */
    @Test
    void notesAreStatusesInTheirLanguages() throws MalformedDocument {
        assertThat(of("<tuple id='a'>" + OPEN + "<note xml:lang='en'>here</note><note>qui</note></tuple>"))
                .matches("a <presence><status xml:lang=.en.>here</status><status>qui</status></presence>");
    }

    private static String presence(String child) {
        return child.isEmpty() ? "a <presence/>" : "a <presence>" + child + "</presence>";
    }
}
