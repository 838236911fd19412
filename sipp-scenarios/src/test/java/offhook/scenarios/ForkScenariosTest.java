package offhook.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import offhook.demo.chat.ChatClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One call, several phones: those of one person, those of a ring group, and those that a PBX rings through us. */
class ForkScenariosTest {

    private static final String PBX = "127.0.0.2";

    private static Product product;
    private static ChatClient juliet;
    private static ChatClient nurse;
    private static ChatClient romeo;
    private static int julietPhone;
    private static int nursePhone;
    private static List<Integer> romeoPhones;

    @BeforeAll
    static void start() {
        product = new Product(
                """
                [pbx]
                host = "%s:%d"
                [[ring_group]]
                extension = "600"
                members = ["juliet", "nurse"]
                strategy = "all"
                """
                        .formatted(PBX, Ports.free()),
                List.of("juliet", "nurse", "romeo"));
        julietPhone = product.register("juliet");
        nursePhone = product.register("nurse");
        romeoPhones = IntStream.range(0, 3)
                .map(phone -> product.register("romeo"))
                .boxed()
                .toList();
        juliet = product.chat("juliet");
        nurse = product.chat("nurse");
        romeo = product.chat("romeo");
    }

    @AfterAll
    static void stop() {
        Stream.of(juliet, nurse, romeo).forEach(ChatClient::close);
        product.close();
    }

    @AfterEach
    void silence() {
        product.silence();
    }

    @Test
    void nobodyAnswersAtThreePhones() {
        var phones = romeoPhones.stream()
                .map(port -> product.play(phone("phone-is-cancelled", port)))
                .toList();
        var caller = Product.stranger("caller-cancels", "romeo");
        product.play(caller).succeeds();
        phones.forEach(Sipp::succeeds);
        assertMissed(romeo, caller);
        isToldNothingMore(romeo, "romeo", romeoPhones);
    }

    /** RFC 3326: the phones that lose are told why, and list no missed call. */
    @Test
    void oneOfThreePhonesIsPickedUp() {
        var losers = romeoPhones.subList(1, 3).stream()
                .map(port -> product.play(phone("phone-is-cancelled", port)))
                .toList();
        var picked = product.play(phone("phone-talks", romeoPhones.get(0)));
        product.play(Product.stranger("caller-talks", "romeo")).succeeds();
        picked.succeeds();
        losers.forEach(Sipp::succeeds);
        assertThat(losers)
                .extracting(phone -> phone.log().header(SippLog.Way.RECEIVED, "CANCEL ", "Reason"))
                .allMatch(reason -> reason.startsWith("SIP;cause=200"));
        isToldNothingMore(romeo, "romeo", romeoPhones);
    }

    /** RFC 3261 §16.7 step 5: a 6xx ends the ringing of the others. */
    @Test
    void declinedAtOneOfThreePhones() {
        var others = romeoPhones.subList(1, 3).stream()
                .map(port -> product.play(phone("phone-is-cancelled", port)))
                .toList();
        var declined = product.play(phone("phone-refuses", romeoPhones.get(0)).refusal("603 Decline"));
        product.play(Product.stranger("caller-is-refused", "romeo")).succeeds();
        declined.succeeds();
        others.forEach(Sipp::succeeds);
        isToldNothingMore(romeo, "romeo", romeoPhones);
    }

    @Test
    void oneOfTheGroupAnswers() {
        var rung = product.play(phone("phone-is-cancelled", julietPhone));
        var picked = product.play(phone("phone-talks", nursePhone));
        product.play(Product.stranger("caller-talks", "600")).succeeds();
        picked.succeeds();
        rung.succeeds();
        isToldNothingMore(juliet, "juliet", List.of(julietPhone));
        isToldNothingMore(nurse, "nurse", List.of(nursePhone));
    }

    @Test
    void nobodyOfTheGroupAnswers() {
        var phones = Stream.of(julietPhone, nursePhone)
                .map(port -> product.play(phone("phone-is-cancelled", port)))
                .toList();
        var caller = Product.stranger("caller-cancels", "600");
        product.play(caller).succeeds();
        phones.forEach(Sipp::succeeds);
        assertMissed(juliet, caller);
        assertMissed(nurse, caller);
        isToldNothingMore(juliet, "juliet", List.of(julietPhone));
        isToldNothingMore(nurse, "nurse", List.of(nursePhone));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Reason: SIP;cause=200;text=\"Call completed elsewhere\"",
                "Reason: Q.850;cause=26;text=\"Non-selected user clearing\""
            })
    void anotherPhoneOfThePbxAnswers(String reason) {
        var rung = product.play(phone("phone-is-cancelled", julietPhone));
        product.play(Product.stranger("caller-cancels", "201").from(PBX).with("reason", reason))
                .succeeds();
        rung.succeeds();
        isToldNothingMore(juliet, "juliet", List.of(julietPhone));
    }

    /** The PBX rings two of us as two calls, the nurse answers, and Juliet's CANCEL does not say so. */
    @Test
    void siblingAnswersAndThePbxDoesNotSayWhy() {
        var rung = product.play(phone("phone-is-cancelled", julietPhone));
        var picked = product.play(phone("phone-talks", nursePhone));
        var toJuliet = Product.stranger("caller-cancels", "201").from(PBX).untilTold();
        var toNurse = Product.stranger("caller-talks", "202")
                .from(PBX)
                .untilTold()
                .with("caller", toJuliet.keys().get("caller"));
        var first = product.play(toJuliet);
        first.reaches(1, SippLog.Way.RECEIVED, "SIP/2.0 180");
        var second = product.play(toNurse);
        second.talks();
        first.goesOn();
        first.succeeds();
        rung.succeeds();
        second.goesOn();
        second.succeeds();
        picked.succeeds();
        isToldNothingMore(juliet, "juliet", List.of(julietPhone));
        isToldNothingMore(nurse, "nurse", List.of(nursePhone));
    }

    @Test
    void callerHangsUpAtThePbx() {
        var rung = product.play(phone("phone-is-cancelled", julietPhone));
        var caller = Product.stranger("caller-cancels", "201").from(PBX).with("reason", "Reason: Q.850;cause=16");
        product.play(caller).succeeds();
        rung.succeeds();
        assertMissed(juliet, caller);
    }

    /** The next that they are told of is a call that comes now. */
    private static void isToldNothingMore(ChatClient chat, String user, List<Integer> ports) {
        var phones = ports.stream()
                .map(port -> product.play(phone("phone-is-cancelled", port)))
                .toList();
        var caller = Product.stranger("caller-cancels", user);
        product.play(caller).succeeds();
        phones.forEach(Sipp::succeeds);
        assertMissed(chat, caller);
    }

    private static void assertMissed(ChatClient chat, Play caller) {
        assertThat(chat.message("an alert").getBody())
                .contains("Missed call from Caller " + caller.keys().get("caller"));
    }

    private static Play phone(String scenario, int port) {
        return Play.phone(scenario, port).with("phone", "phone" + port).with("extra", "X-Device: 1");
    }
}
