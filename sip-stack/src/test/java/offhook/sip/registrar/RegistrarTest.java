package offhook.sip.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import offhook.sip.message.HeaderName;
import offhook.sip.testing.DigestClient;
import org.junit.jupiter.api.Test;

/** What a phone may register, and what it is told. */
class RegistrarTest extends RegistrarScene {

    @Test
    void aPhoneRegistersAndIsTold() {
        var ok = register("Contact: " + PHONE + ";q=0.5;expires=600\nPath: <sip:edge.example;lr>\nSupported: path");
        assertThat(ok.status()).isEqualTo(200);
        assertThat(ok.values(HeaderName.CONTACT)).containsExactly(PHONE + ";q=0.5;expires=600");
        assertThat(ok.value(HeaderName.PATH)).contains("<sip:edge.example;lr>");
        assertThat(ok.value(HeaderName.DATE)).contains("Sun, 22 Nov 2026 14:05:00 GMT");
        assertThat(bindings.of(JULIET)).singleElement().satisfies(binding -> {
            assertThat(binding.q()).isEqualTo(0.5);
            assertThat(binding.path()).containsExactly("<sip:edge.example;lr>");
            assertThat(binding.received()).hasToString("/192.0.2.1:5060");
        });
    }

    @Test
    void whoAsksIsToldWhatThereIs() {
        register("Contact: " + PHONE);
        world.time().passSeconds(100);
        assertThat(register("").values(HeaderName.CONTACT)).containsExactly(PHONE + ";expires=3500");
    }

    @Test
    void anExtensionIsAnAddressLikeAnyOther() {
        register("Contact: " + PHONE);
        var ok = registerAs("juliet", "sip:201@capulet.example", "Contact: <sip:201@192.0.2.1>, " + PHONE);
        assertThat(ok.values(HeaderName.CONTACT)).hasSize(2);
        assertThat(phones()).containsExactly("sip:juliet@192.0.2.1:5060", "sip:201@192.0.2.1");
    }

    /** RFC 3261 §20: without angle brackets the parameters are the header's. */
    @Test
    void aParameterOfTheContactIsNoneOfTheUri() {
        var ok = register("Contact: sip:juliet@192.0.2.1;unknownparam, <sip:juliet@192.0.2.2;unknownparam>");
        assertThat(ok.values(HeaderName.CONTACT))
                .containsExactly(
                        "<sip:juliet@192.0.2.1>;unknownparam;expires=3600",
                        "<sip:juliet@192.0.2.2;unknownparam>;expires=3600");
        assertThat(phones()).containsExactly("sip:juliet@192.0.2.1", "sip:juliet@192.0.2.2;unknownparam");
    }

    @Test
    void phonesMayNameUsByOurAddress() {
        var ok = registerAs("juliet", "sip:192.0.2.100", "sip:juliet@192.0.2.100:5060", "Contact: " + PHONE);
        assertThat(ok.status()).isEqualTo(200);
        assertThat(phones()).hasSize(1);
    }

    /** None, those of another password, those of another request, those that cannot be read. */
    @Test
    void withoutCredentialsNothingIsRegistered() {
        var juliet = "sip:juliet@capulet.example";
        var challenge = send("sip:capulet.example", juliet, "Contact: " + PHONE);
        assertThat(challenge.status()).isEqualTo(401);
        var wrong = DigestClient.of(challenge, "juliet", "romeo-secret");
        var right = DigestClient.of(challenge, "juliet", "juliet-secret");
        for (var credentials : List.of(
                wrong.authorization("REGISTER", "sip:capulet.example"),
                right.authorization("OPTIONS", "sip:capulet.example"),
                "Digest username=\"juliet\"",
                "Basic anVsaWV0Omp1bGlldC1zZWNyZXQ=")) {
            phone.send(request("sip:capulet.example", juliet, "Authorization: " + credentials + "\nContact: " + PHONE));
            world.time().passSeconds(20);
            assertThat(phone.nextResponse().status()).as(credentials).isIn(400, 401);
            phone.clear();
        }
        assertThat(phones()).isEmpty();
    }

    @Test
    void nobodyRegistersSomebodyElse() {
        assertThat(registerAs("romeo", "sip:juliet@capulet.example", "Contact: " + PHONE)
                        .status())
                .isEqualTo(403);
        assertThat(registerAs("romeo", "sip:600@capulet.example", "Contact: " + PHONE)
                        .status())
                .isEqualTo(403);
        assertThat(registerAs("romeo", "sip:tybalt@capulet.example", "Contact: " + PHONE)
                        .status())
                .isEqualTo(404);
        assertThat(registerAs("romeo", "sip:romeo@elsewhere.example", "Contact: " + PHONE)
                        .status())
                .isEqualTo(404);
        assertThat(send("sip:elsewhere.example", "sip:romeo@capulet.example", "")
                        .status())
                .isEqualTo(403);
        assertThat(phones()).isEmpty();
    }

    @Test
    void expiriesAreBounded() {
        assertThat(register("Contact: " + PHONE + "\nExpires: 90000").value(HeaderName.CONTACT))
                .contains(PHONE + ";expires=7200");
        assertThat(register("Contact: " + PHONE + ";expires=never").value(HeaderName.CONTACT))
                .contains(PHONE + ";expires=3600");
        var brief = register("Contact: " + PHONE + ";expires=5");
        assertThat(brief.status()).isEqualTo(423);
        assertThat(brief.value(HeaderName.MIN_EXPIRES)).contains("60");
    }

    @Test
    void aBindingExpires() {
        register("Contact: " + PHONE + ";expires=60");
        bindings.sweep(world.time(), world.time());
        world.time().passSeconds(59);
        assertThat(phones()).hasSize(1);
        world.time().passSeconds(1);
        assertThat(phones()).isEmpty();
        assertThat(bindings.size()).isZero();
    }

    @Test
    void aPhoneTakesItsBindingAway() {
        register("Contact: " + PHONE + ", <sip:juliet@192.0.2.2>");
        register("Contact: " + PHONE + ";expires=0");
        assertThat(phones()).containsExactly("sip:juliet@192.0.2.2");
        assertThat(register("Contact: *\nExpires: 0").values(HeaderName.CONTACT))
                .isEmpty();
        assertThat(phones()).isEmpty();
    }

    @Test
    void anAsteriskStandsAloneAndWithExpiresZero() {
        register("Contact: " + PHONE);
        assertThat(register("Contact: *").status()).isEqualTo(400);
        assertThat(register("Contact: *\nExpires: 60").status()).isEqualTo(400);
        assertThat(register("Contact: *, " + PHONE + "\nExpires: 0").status()).isEqualTo(400);
        assertThat(phones()).hasSize(1);
    }

    @Test
    void anOldRequestChangesNothing() {
        register("Contact: " + PHONE);
        cseq -= 2;
        assertThat(register("Contact: " + PHONE + ";expires=0").status()).isEqualTo(500);
        assertThat(phones()).hasSize(1);
        callId = "after a restart of the phone";
        assertThat(register("Contact: " + PHONE + ";expires=0").status()).isEqualTo(200);
        assertThat(phones()).isEmpty();
    }

    /** RFC 4475 §3.3.14: "a subsequent retrieval of the registration must include the escaped Route header". */
    @Test
    void headersInAContactAreKept() {
        var contact = "<sip:juliet@192.0.2.1?Route=%3Csip:edge.example%3E>";
        register("Contact: " + contact);
        assertThat(register("Contact: " + contact).values(HeaderName.CONTACT))
                .containsExactly(contact + ";expires=3600");
        assertThat(register("").values(HeaderName.CONTACT)).containsExactly(contact + ";expires=3600");
        assertThat(register("Contact: " + contact + ";expires=0").values(HeaderName.CONTACT))
                .isEmpty();
    }

    /** RFC 4475 §3.3.4: an address of record is a SIP or SIPS URI. */
    @Test
    void onlyAddressesOfSipAreRegistered() {
        world.peer("192.0.2.1:5060")
                .send(
                        """
                        REGISTER sip:capulet.example SIP/2.0
                        Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKisbn
                        From: <sip:juliet@capulet.example>;tag=j
                        To: <isbn:2983792873>
                        Call-ID: isbn
                        CSeq: 1 REGISTER

                        """);
        assertThat(world.peer("192.0.2.1:5060").nextResponse().startLine()).isEqualTo("SIP/2.0 400 Bad To");
    }

    @Test
    void itIsAllOrNothing() {
        register("Contact: " + PHONE);
        assertThat(register("Contact: <sip:juliet@192.0.2.9>, " + PHONE + ";expires=0, <sip:x@192.0.2.3>;expires=1")
                        .status())
                .isEqualTo(423);
        assertThat(phones()).containsExactly("sip:juliet@192.0.2.1:5060");
    }

    @Test
    void whatIsWrongWithAContactIsSaid() {
        assertThat(register("Contact: <mailto:juliet@capulet.example>").reason())
                .isEqualTo("Bad Contact: Not A SIP URI");
        assertThat(register("Contact: " + PHONE + ";q=7").reason()).isEqualTo("Bad Contact: q");
        var many = new ArrayList<String>();
        for (int i = 0; i < 17; i++) {
            many.add("<sip:juliet@192.0.2." + i + ">");
        }
        assertThat(register("Contact: " + String.join(", ", many)).status()).isEqualTo(403);
    }

    /** Or a stranger who calls Juliet would call in our name. */
    @Test
    void aPhoneIsNeitherUsNorAPeer() {
        for (var elsewhere : List.of(
                "Contact: <sip:15550123@192.0.2.200>",
                "Contact: <sip:15550123@192.0.2.200:5080;transport=tcp>",
                "Contact: <sip:15550123@pbx.example>",
                "Contact: <sip:romeo@192.0.2.100>",
                "Contact: " + PHONE + ", <sip:15550123@192.0.2.200>",
                "Contact: <sip:15550123@192.0.2.1>\nSupported: path\nPath: <sip:192.0.2.200;lr>",
                "Contact: <sip:15550123@192.0.2.1>\nSupported: path\nPath: <sip:192.0.2.100;lr>")) {
            assertThat(register(elsewhere).status()).as(elsewhere).isEqualTo(403);
        }
        assertThat(phones()).isEmpty();
    }

    @Test
    void aPeerMayRegisterItself() {
        phone = world.peer("192.0.2.200:5060");
        assertThat(register("Contact: <sip:juliet@192.0.2.200:5060>").status()).isEqualTo(200);
    }

    @Test
    void whereThePhonesAreIsKnown() {
        var here = phone.address().getAddress();
        register("Contact: <sip:juliet@192.0.2.2>\nSupported: path\nPath: <sip:192.0.2.3;lr>");
        register("Contact: <sip:juliet@192.0.2.4>");
        register("Contact: <sip:juliet@192.0.2.2>;expires=0");
        assertThat(bindings.phones().isAt(here)).isTrue();
        assertThat(bindings.phones().isAt(world.peer("192.0.2.4:1").address().getAddress()))
                .isTrue();
        assertThat(bindings.phones().isAt(world.peer("192.0.2.3:1").address().getAddress()))
                .isFalse();
        assertThat(bindings.phones().isAt(world.peer("192.0.2.2:1").address().getAddress()))
                .isFalse();
        register("Contact: *\nExpires: 0");
        assertThat(bindings.phones().isAt(here)).isFalse();
    }

    /** What comes most: nothing is new but the time. */
    @Test
    void aRefreshKeepsThePhoneWhereItIs() {
        var here = phone.address().getAddress();
        register("Contact: " + PHONE);
        world.time().passSeconds(3000);
        assertThat(register("Contact: " + PHONE).value(HeaderName.DATE)).contains("Sun, 22 Nov 2026 14:55:00 GMT");
        world.time().passSeconds(1000);
        assertThat(bindings.phones().isAt(here)).isTrue();
        assertThat(phones()).containsExactly("sip:juliet@192.0.2.1:5060");
        phone = world.peer("192.0.2.9:5060");
        register("Contact: " + PHONE); // from somewhere else
        assertThat(bindings.phones().isAt(phone.address().getAddress())).isTrue();
        register("Contact: " + PHONE + ";expires=0");
        assertThat(bindings.phones().isAt(phone.address().getAddress())).isFalse();
        assertThat(bindings.phones().isAt(here)).isFalse();
    }

    @Test
    void anEquivalentContactTakesThePlace() {
        register("Contact: <sip:juliet@192.0.2.1;transport=udp>");
        register("Contact: <sip:juliet@192.0.2.1;transport=UDP>");
        assertThat(phones()).containsExactly("sip:juliet@192.0.2.1;transport=UDP");
        assertThat(store.rows).hasSize(1);
    }

    @Test
    void anExtensionWeDoNotKnowIsNamed() {
        var refused = send("sip:capulet.example", "sip:juliet@capulet.example", "Require: path, gruu, eventlist");
        assertThat(refused.status()).isEqualTo(420);
        assertThat(refused.value(HeaderName.UNSUPPORTED)).contains("eventlist");
    }
}
