package offhook.gateway.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.address.Jid;
import offhook.directory.address.SipUri;
import offhook.directory.testing.TestPeople;
import offhook.sip.call.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorrespondentsTest {

    private final TestPeople people = TestPeople.of("capulet.example").with("juliet", "Juliet Capulet", "201");
    private final Correspondents correspondents = new Correspondents(people, Set.of("pbx.example", "10.0.0.5"));

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "sip:+15550123@pbx.example, +15550123@phone.capulet.example, sip:+15550123@capulet.example",
                "sip:900@192.0.2.200, 900@phone.capulet.example, sip:900@capulet.example",
                "sip:900@[2001:db8::9], 900@phone.capulet.example, sip:900@capulet.example",
                "tel:+15550123, +15550123@phone.capulet.example, sip:+15550123@capulet.example",
                "sip:o'malley@pbx.example, o\\27malley@phone.capulet.example, sip:o'malley@capulet.example",
                "sip:romeo@montague.example, romeo%montague.example@phone.capulet.example, sip:romeo@montague.example",
            })
    void whoeverWritesCanBeAnswered(String sip, String xmpp, String back) {
        var caller = new Caller(new DisplayName(""), SipUri.parse(sip), Optional.empty(), false);
        assertThat(correspondents.toXmpp(caller)).isEqualTo(Jid.parse(xmpp));
        assertThat(correspondents.toSip(Jid.parse(xmpp))).map(Object::toString).contains(back);
    }

    @Test
    void oneOfUsIsTheirJid() {
        var caller =
                new Caller(new DisplayName(""), SipUri.of("x", "x.example"), Optional.of(new UserId("juliet")), false);
        assertThat(correspondents.toXmpp(caller)).isEqualTo(Jid.parse("juliet@capulet.example"));
    }

    @Test
    void whoWithholdsTheirNameIsNobody() {
        assertThat(correspondents.toXmpp(Caller.UNKNOWN)).isEqualTo(Jid.parse("anonymous@phone.capulet.example"));
        var nameless = new Caller(new DisplayName(""), SipUri.of("", "pbx.example"), Optional.empty(), false);
        assertThat(correspondents.toXmpp(nameless)).isEqualTo(Jid.parse("anonymous@phone.capulet.example"));
        var impossible = new Caller(new DisplayName(""), SipUri.of("a<b", "pbx.example"), Optional.empty(), false);
        assertThat(correspondents.toXmpp(impossible)).isEqualTo(Jid.parse("anonymous@phone.capulet.example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "phone.capulet.example",
                "anonymous@phone.capulet.example",
                "a%-@phone.capulet.example",
                "romeo%@phone.capulet.example"
            })
    void nobodyIsBehindThese(String jid) {
        assertThat(correspondents.toSip(Jid.parse(jid))).isEmpty();
    }
}
