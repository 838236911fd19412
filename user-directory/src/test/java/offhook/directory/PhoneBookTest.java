package offhook.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import offhook.directory.address.Aor;
import offhook.directory.address.Jid;
import offhook.directory.address.PhoneNumber;
import offhook.directory.address.SipUri;
import offhook.directory.credentials.ScramHash;
import offhook.directory.testing.TestPeople;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneBookTest {

    private final TestPeople people = TestPeople.ofVerona()
            .with(User.of(new UserId("o\\27malley"), "capulet.example")
                    .withAliases(List.of(Aor.parse("sip:Tower@capulet.example"), Aor.parse("sip:Grace@navy.example")))
                    .withExtensions(List.of("204", "*44"))
                    .withNumbers(List.of(new PhoneNumber("+15550123456"))));

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                // exact AoR
                "sip:juliet@capulet.example, juliet",
                "sips:juliet@CAPULET.example:5061;transport=tcp, juliet",
                "sip:Grace@navy.example, o\\27malley",
                // extension
                "sip:201@capulet.example, juliet",
                "sip:*44@capulet.example, o\\27malley",
                "tel:202;phone-context=capulet.example, romeo",
                "sip:2-0-1@capulet.example, juliet",
                // E.164 of +1
                "tel:+1-555-012-3456, o\\27malley",
                "sip:+15550123456@capulet.example;user=phone, o\\27malley",
                "sip:+1(555)0123456;ext=7@capulet.example;user=phone, o\\27malley",
                "sip:5550123456@capulet.example, o\\27malley",
                "sip:15550123456@capulet.example, o\\27malley",
                "sip:01115550123456@capulet.example, o\\27malley",
                // alias
                "sip:Tower@capulet.example, o\\27malley",
                "sip:tower@capulet.example, o\\27malley",
                // RFC 7247
                "sip:o'malley@capulet.example, o\\27malley",
                "sip:JULIET@capulet.example, juliet",
                // another address within ours
                "sip:juliet%40capulet.example@capulet.example, juliet",
                "sip:juliet*capulet.example@capulet.example, juliet",
                "sip:o'malley*capulet.example@capulet.example, o\\27malley",
            })
    void findsAPersonByAnyOfTheirAddresses(String uri, String user) {
        assertThat(people.find(SipUri.parse(uri))).contains(people.get(user));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sip:nobody@capulet.example",
                "sip:capulet.example",
                "sip:juliet@montague.example",
                "sip:201@montague.example",
                "sip:+15550123456@montague.example",
                "sip:grace@navy.example",
                "sip:20@capulet.example",
                "sip:999@capulet.example",
                "tel:+4930123456",
                "sip:%3A@capulet.example",
                "sip:juliet%40montague.example@capulet.example",
                "sip:juliet%40capulet.example@montague.example",
                "sip:juliet*@capulet.example",
                "sip:*capulet.example@capulet.example",
                "sip:a%40b%40c%40%20@capulet.example"
            })
    void findsNobodyElse(String uri) {
        assertThat(people.find(SipUri.parse(uri))).isEmpty();
    }

    @Test
    void ringGroupsChangeWhileTheyAreAsked() {
        var other = new RingGroup("601", List.of(new UserId("nurse")), RingGroup.Strategy.SERIAL);
        people.ringGroups(other);
        assertThat(people.find(SipUri.parse("sip:601@capulet.example"))).contains(other);
        assertThat(people.find(SipUri.parse("sip:600@capulet.example"))).isEmpty();
        assertThat(people.ringGroups()).containsExactly(other);
    }

    @Test
    void findsARingGroup() {
        assertThat(people.find(SipUri.parse("sip:600@capulet.example")))
                .containsInstanceOf(RingGroup.class)
                .contains(people.ringGroups().iterator().next());
    }

    @Test
    void findsByJidAndId() {
        assertThat(people.user(Jid.parse("juliet@capulet.example/balcony"))).contains(people.get("juliet"));
        assertThat(people.user(Jid.parse("juliet@montague.example"))).isEmpty();
        assertThat(people.user(Jid.parse("capulet.example"))).isEmpty();
        assertThat(people.user(new UserId("nobody"))).isEmpty();
        assertThat(people.users()).hasSize(4);
    }

    @Test
    void aLoginIsFoundInAnySpelling() {
        assertThat(people.login("JULIET")).contains(people.get("juliet"));
        assertThat(people.login("nobody")).isEmpty();
        assertThat(people.login("juliet@capulet.example")).isEmpty();
        assertThat(people.login("")).isEmpty();
        assertThat(people.login("\u0000")).isEmpty();
    }

    @Test
    void aStrangersAttemptLooksLikeAPersons() {
        var known = people.attempt("Juliet");
        assertThat(known.user()).contains(people.get("juliet"));
        assertThat(known.credentials())
                .isSameAs(people.credentials(new UserId("juliet")).orElseThrow());

        var unknown = people.attempt("Nobody");
        assertThat(unknown.user()).isEmpty();
        for (var hash : ScramHash.values()) {
            var real = known.credentials().scram(hash);
            var decoy = unknown.credentials().scram(hash);
            assertThat(decoy.salt())
                    .hasSameSizeAs(real.salt())
                    .isEqualTo(
                            people.attempt("nobody").credentials().scram(hash).salt());
            assertThat(decoy.iterations()).isEqualTo(real.iterations());
            assertThat(decoy.storedKey()).hasSameSizeAs(real.storedKey());
        }
    }

    @Test
    void whoIsDisabledIsNotFoundButKeepsTheirAddresses() {
        people.disable("juliet");
        var id = new UserId("juliet");
        assertThat(people.find(SipUri.parse("sip:201@capulet.example"))).isEmpty();
        assertThat(people.user(Jid.parse("juliet@capulet.example"))).isEmpty();
        assertThat(people.login("juliet")).isEmpty();
        assertThat(people.attempt("juliet").user()).isEmpty();
        assertThat(people.credentials(id)).isEmpty();
        assertThat(people.users()).extracting(User::id).doesNotContain(id);
        assertThat(people.user(id)).map(User::enabled).contains(false);
    }

    @Test
    void twoPeopleMayExchangeTheirExtensions() {
        people.change("juliet", u -> u.withExtensions(List.of("202")));
        people.change("romeo", u -> u.withExtensions(List.of("201")));
        assertThat(people.find(SipUri.parse("sip:201@capulet.example"))).contains(people.get("romeo"));
        assertThat(people.find(SipUri.parse("sip:202@capulet.example"))).contains(people.get("juliet"));
    }

    @Test
    void anAddressGivenUpIsFoundNoMore() {
        people.change("juliet", u -> u.withExtensions(List.of("299")));
        assertThat(people.find(SipUri.parse("sip:201@capulet.example"))).isEmpty();
        assertThat(people.find(SipUri.parse("sip:299@capulet.example"))).contains(people.get("juliet"));
    }

    @Test
    void listenersHearOfEveryChangeAfterItIsVisible() {
        var heard = new ArrayList<String>();
        people.listen((before, after) -> {
            throw new IllegalStateException("a listener that fails");
        });
        people.listen((before, after) -> {
            heard.add(extension(before) + " → " + extension(after));
            assertThat(people.users())
                    .extracting(User::extensions)
                    .contains(after.orElseThrow().extensions());
        });
        people.with("paris", "Paris", "205");
        people.change("paris", u -> u.withExtensions(List.of("206")));
        people.change("paris", u -> u);
        assertThat(heard).containsExactly("- → 205", "205 → 206");
    }

    @Test
    void leavingAndComingBackAreChangesToo() {
        var heard = new ArrayList<String>();
        people.listen((before, after) -> heard.add(extension(before) + " → " + extension(after)));
        var juliet = people.get("juliet");
        people.disable("juliet");
        people.disable("juliet");
        people.with(juliet);
        assertThat(heard).containsExactly("201 → -", "- → 201");
    }

    private static String extension(Optional<User> user) {
        return user.map(u -> u.extensions().get(0)).orElse("-");
    }

    @Test
    void theDomainMayBeWrittenInAnyWay() {
        for (String spelling : new String[] {"bücher.example", "BÜCHER.example", "xn--bcher-kva.example."}) {
            var people = TestPeople.of(spelling).with("juliet", "Juliet", "201");
            assertThat(people.domain()).isEqualTo("xn--bcher-kva.example");
            assertThat(people.find(SipUri.parse("sip:201@XN--BCHER-KVA.example")))
                    .contains(people.get("juliet"));
            assertThat(people.user(Jid.parse("juliet@bücher.example"))).contains(people.get("juliet"));
        }
    }
}
