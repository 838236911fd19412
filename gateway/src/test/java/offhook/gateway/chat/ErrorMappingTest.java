package offhook.gateway.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import offhook.sip.message.HeaderName;
import offhook.sip.message.MessageReader;
import offhook.sip.message.SipRequest;
import offhook.sip.message.SipResponse;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.stanza.StanzaError.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables of RFC 7247 §7. */
class ErrorMappingTest {

    private static final SipRequest REQUEST = (SipRequest) MessageReader.parse(
            """
            MESSAGE sip:juliet@capulet.example SIP/2.0
            Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bK1
            From: <sip:romeo@capulet.example>;tag=r
            To: <sip:juliet@capulet.example>
            Call-ID: c
            CSeq: 1 MESSAGE

            """
                    .replace("\n", "\r\n"));

    @ParameterizedTest
    @CsvSource({
        "gone, 301 410",
        "redirect, 300 302 305",
        "not-acceptable, 380 406 415 416 421 482 483 488 505 606",
        "bad-request, 400 402 493 422 499",
        "not-authorized, 401",
        "forbidden, 403",
        "item-not-found, 404 481 484 485 604",
        "feature-not-implemented, 405 420 439 501",
        "registration-required, 407",
        "remote-server-timeout, 408 504",
        "policy-violation, 413 414 440 489 513",
        "resource-constraint, 423",
        "recipient-unavailable, 430 480 486 487 600 603 607 699",
        "unexpected-request, 491",
        "internal-server-error, 500 503 580 599",
        "remote-server-not-found, 502",
    })
    void aStatusIsACondition(String condition, String statuses) {
        for (var status : statuses.split(" ")) {
            assertThat(ErrorMapping.toXmpp(Integer.parseInt(status), "", "").condition())
                    .as(status)
                    .hasToString(condition);
        }
    }

    @Test
    void everyFailureIsSomething() {
        assertThat(IntStream.range(300, 700))
                .allMatch(status -> ErrorMapping.toXmpp(status, "", "").condition() != null);
    }

    @Test
    void theReasonIsTheTextAndWhoHasMovedIsNamed() {
        assertThat(ErrorMapping.toXmpp(486, "In a meeting", "").text()).isEqualTo("In a meeting");
        // Notes 1 and 3: the new address is the text of the element, and 410 has none.
        assertThat(ErrorMapping.toXmpp(301, "Moved", "sip:romeo@mantua.example")
                        .toElement()
                        .toString())
                .contains(">sip:romeo@mantua.example</gone>")
                .doesNotContain("<text");
        assertThat(ErrorMapping.toXmpp(410, "Gone", "sip:romeo@mantua.example").address())
                .isEmpty();
    }

    /** §7.1 note 3. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "xmpp:o\\27malley@mantua.example/desk, 301, <sip:o'malley@mantua.example;gr=desk>",
                "sip:romeo@mantua.example, 301, <sip:romeo@mantua.example>",
                "~~, 410, ~~",
                "xmpp:, 410, ~~",
                "https://mantua.example/, 410, ~~",
                "sip:romeo@mantua.example>;x=<sip:tybalt@x.example, 410, ~~",
            })
    void whoIsGoneHasMovedIfTheErrorSaysWhere(String address, int status, String contact) {
        for (var bare : Arrays.asList(true, false)) {
            var failure = ErrorMapping.toSip(new StanzaError(Condition.GONE, "").at(address), bare);
            assertThat(failure.status()).isEqualTo(status);
            var response = SipResponse.to(REQUEST, failure.status());
            failure.explain(response);
            assertThat(response.value(HeaderName.CONTACT).orElse("")).isEqualTo(contact);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "bad-request, 400, 400",
        "conflict, 400, 400",
        "feature-not-implemented, 501, 405",
        "forbidden, 603, 403",
        "gone, 410, 410",
        "internal-server-error, 500, 500",
        "item-not-found, 604, 404",
        "jid-malformed, 400, 400",
        "not-acceptable, 606, 406",
        "not-allowed, 403, 403",
        "not-authorized, 403, 403",
        "policy-violation, 403, 403",
        "recipient-unavailable, 600, 480",
        "redirect, 302, 302",
        "registration-required, 403, 403",
        "remote-server-not-found, 404, 404",
        "remote-server-timeout, 408, 408",
        "resource-constraint, 500, 500",
        "service-unavailable, 403, 405",
        "subscription-required, 400, 400",
        "undefined-condition, 400, 400",
        "unexpected-request, 491, 491",
    })
    void aConditionIsAStatus(String name, int bare, int full) {
        var error =
                new StanzaError(Condition.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')), "");
        assertThat(ErrorMapping.toSip(error, true).status()).isEqualTo(bare);
        assertThat(ErrorMapping.toSip(error, false).status()).isEqualTo(full);
    }

    @ParameterizedTest
    @EnumSource
    void everyConditionHasAStatusThatIsNoChallengeAndNo503(Condition condition) {
        for (var bare : Arrays.asList(true, false)) {
            var failure = ErrorMapping.toSip(new StanzaError(condition, "why"), bare);
            assertThat(failure.status()).isBetween(300, 699).isNotIn(401, 407, 503);
            assertThat(failure.reason()).isEqualTo("why");
        }
    }
}
