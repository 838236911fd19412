package offhook.xmpp.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import offhook.runtime.net.http.HttpFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0124 §4: what is a body, and what is inside. */
class BoshBodyTest {

    private static final String NS = "xmlns='http://jabber.org/protocol/httpbind'";

    private static BoshBody parse(String text) {
        return BoshBody.parse(text.getBytes(UTF_8));
    }

    @Test
    void hasAttributesAndElements() {
        var body = parse(
                "<?xml version='1.0'?>\n<body rid='1573741820' wait='60' type=\"terminate\" " + NS
                        + " xmlns:xmpp='urn:xmpp:xbosh' xmpp:restart='true' xml:lang='de' to='a>b'>\n <presence/>\u00e9</body>\r\n");
        assertThat(body.number("rid")).contains(1573741820L);
        assertThat(body.number("hold")).isEmpty();
        assertThat(body.attribute("to")).contains("a>b");
        assertThat(body.ends()).isTrue();
        assertThat(body.restarts()).isTrue();
        assertThat(body.language()).contains("de");
        assertThat(new String(body.content(), UTF_8)).isEqualTo("<presence/>\u00e9");
        assertThat(parse("<b:body xmlns:b='http://jabber.org/protocol/httpbind'><a/></b:body >")
                        .content())
                .hasSize(4);
        assertThat(parse("<body " + NS + "/>").content()).isEmpty();
        assertThat(parse("<body " + NS + ">  </body>").content()).isEmpty();
        assertThat(parse("<body rid='-1' " + NS + "/>").number("rid")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "<body/>",
                "<body xmlns='jabber:client'/>",
                "<message xmlns='http://jabber.org/protocol/httpbind'/>",
                "<body xmlns='http://jabber.org/protocol/httpbind'>",
                "<body xmlns='http://jabber.org/protocol/httpbind'",
                "<body xmlns='http://jabber.org/protocol/httpbind' a='",
                "<body xmlns='http://jabber.org/protocol/httpbind'/><a/>",
                "<body xmlns='http://jabber.org/protocol/httpbind'><a/></message>",
                "<body xmlns='http://jabber.org/protocol/httpbind'><a/></body>text",
                "<!DOCTYPE body><body xmlns='http://jabber.org/protocol/httpbind'/>",
                "<body xmlns='http://jabber.org/protocol/httpbind' a='&b;'/>",
                "<body xmlns='http://jabber.org/protocol/httpbind' rid='1' rid='2'/>",
                "<body xmlns='http://jabber.org/protocol/httpbind' a='&#1;'/>",
                "<body xmlns='http://jabber.org/protocol/httpbind' a:b='c'/>",
                "<body xmlns='http://jabber.org/protocol/httpbind' a=b/>"
            })
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(HttpFailure.class);
    }

    @Test
    void aTagIsNotEndless() {
        assertThatThrownBy(() -> parse("<body " + NS + " a='" + "x".repeat(9_000) + "'/>"))
                .isInstanceOf(HttpFailure.class);
    }
}
