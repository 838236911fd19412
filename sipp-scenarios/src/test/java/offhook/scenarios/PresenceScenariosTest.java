package offhook.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import offhook.demo.chat.ChatClient;
import org.jivesoftware.smack.packet.Presence;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Calls as a colleague's roster shows them, each state from the next presence that arrives. */
class PresenceScenariosTest extends RosterScenarios {

    private int julietPhone;
    private int nursePhone;

    @BeforeAll
    void start() {
        meet(new Product(Product.AT_ONCE, PEOPLE));
        julietPhone = product.register("juliet");
        nursePhone = product.register("nurse");
    }

    @AfterAll
    void stop() {
        part();
    }

    @Override
    void silence() {
        product.silence();
    }

    @Test
    void onThePhoneAndBack() {
        var phone = product.play(julietsPhone("phone-talks"));
        var caller = product.play(stranger("caller-talks"));
        assertThat(romeo.sees("juliet")).isEqualTo(BUSY);
        hangUp(caller);
        phone.succeeds();
        assertThat(romeo.sees("juliet")).isEqualTo("available");
    }

    @Test
    void theCalledPhoneHangsUp() {
        var phone = product.play(julietsPhone("phone-hangs-up").untilTold());
        var caller = product.play(stranger("caller-is-hung-up"));
        assertThat(romeo.sees("juliet")).isEqualTo(BUSY);
        phone.talks();
        phone.goesOn(caller.callId());
        phone.succeeds();
        caller.succeeds();
        assertThat(romeo.sees("juliet")).isEqualTo("available");
    }

    @Test
    void bothSidesOfACall() {
        var phone = product.play(nursesPhone("phone-hangs-up").untilTold());
        var call = product.play(Product.user("user-is-hung-up", "juliet", "nurse"));
        assertThat(romeo.sees("juliet")).isEqualTo(BUSY);
        assertThat(romeo.sees("nurse")).isEqualTo(BUSY);
        phone.talks();
        phone.goesOn(call.callId());
        phone.succeeds();
        call.succeeds();
        assertThat(romeo.sees("juliet")).isEqualTo("available");
        assertThat(romeo.sees("nurse")).isEqualTo("available");
    }

    /** What Juliet says on hold is shown behind "On the phone", hence she is still shown on the phone. */
    @Test
    void hold() {
        var phone = product.play(julietsPhone("phone-is-held"));
        var caller = product.play(stranger("caller-holds"));
        assertThat(romeo.sees("juliet")).isEqualTo(BUSY);
        caller.talks();
        caller.goesOn();
        caller.talks(2);
        juliet.says(Presence.Mode.available, "on hold");
        assertThat(romeo.sees("juliet")).isEqualTo("dnd, On the phone – on hold");
        caller.goesOn();
        caller.talks(3);
        juliet.says(Presence.Mode.available, "talking again");
        assertThat(romeo.sees("juliet")).isEqualTo("dnd, On the phone – talking again");
        caller.goesOn();
        caller.succeeds();
        phone.succeeds();
        assertThat(romeo.sees("juliet")).isEqualTo("available, talking again");
    }

    @Test
    void statusChangedInMidCall() {
        var phone = product.play(julietsPhone("phone-talks"));
        var caller = product.play(stranger("caller-talks"));
        assertThat(romeo.sees("juliet")).isEqualTo(BUSY);
        juliet.says(Presence.Mode.away, "at the balcony");
        assertThat(romeo.sees("juliet")).isEqualTo("dnd, On the phone – at the balcony");
        hangUp(caller);
        phone.succeeds();
        assertThat(romeo.sees("juliet")).isEqualTo("away, at the balcony");
    }

    @Test
    void logoutInMidCall() {
        var phone = product.play(julietsPhone("phone-talks"));
        var caller = product.play(stranger("caller-talks"));
        assertThat(romeo.sees("juliet")).isEqualTo(BUSY);
        juliet.close();
        assertThat(romeo.sees("juliet")).isEqualTo("offline");
        assertThat(romeo.sees("juliet")).isEqualTo("phone: " + BUSY);
        hangUp(caller);
        phone.succeeds();
        assertThat(romeo.sees("juliet")).isEqualTo("phone: offline");
        login();
    }

    @Test
    void loginInMidCall() {
        juliet.close();
        assertThat(romeo.sees("juliet")).isEqualTo("offline");
        var phone = product.play(julietsPhone("phone-talks"));
        var caller = product.play(stranger("caller-talks"));
        assertThat(romeo.sees("juliet")).isEqualTo("phone: " + BUSY);
        juliet = product.chat("juliet");
        assertThat(List.of(romeo.sees("juliet"), romeo.sees("juliet")))
                .containsExactlyInAnyOrder("phone: offline", BUSY);
        hangUp(caller);
        phone.succeeds();
        assertThat(romeo.sees("juliet")).isEqualTo("available");
    }

    /** The first call's end changes nothing while the second lasts. */
    @Test
    void twoOverlappingCalls() {
        var phone = product.play(julietsPhone("phone-talks").calls(2));
        var first = product.play(stranger("caller-talks"));
        assertThat(romeo.sees("juliet")).isEqualTo(BUSY);
        var second = product.play(stranger("caller-talks"));
        second.talks();
        hangUp(first);
        juliet.says(Presence.Mode.available, "one left");
        assertThat(romeo.sees("juliet")).isEqualTo("dnd, On the phone – one left");
        second.goesOn();
        second.succeeds();
        phone.succeeds();
        assertThat(romeo.sees("juliet")).isEqualTo("available, one left");
    }

    /** RFC 3515: Juliet sends the caller to the nurse, who takes over before Juliet's call ends. */
    @Test
    void blindTransfer() {
        var julietsPhone = product.play(
                julietsPhone("phone-transfers").untilTold().with("refer_to", "sip:nurse@" + Product.DOMAIN));
        var nursesPhone = product.play(nursesPhone("phone-talks"));
        var stranger = stranger("caller-is-transferred");
        var first = product.play(stranger);
        assertThat(romeo.sees("juliet")).isEqualTo(BUSY);
        julietsPhone.talks();
        julietsPhone.goesOn(first.callId());
        first.reaches(1, SippLog.Way.SENT, "SIP/2.0 202");

        var second = product.play(transferred(stranger));
        assertThat(romeo.sees("nurse")).isEqualTo(BUSY);
        first.goesOn();
        first.succeeds();
        julietsPhone.succeeds();
        assertThat(romeo.sees("juliet")).isEqualTo("available");
        hangUp(second);
        nursesPhone.succeeds();
        assertThat(romeo.sees("nurse")).isEqualTo("available");
        nobodyWasToldOfACall();
    }

    /** RFC 3891: Juliet asks the nurse first, then the caller's call takes the place of hers. */
    @Test
    void attendedTransfer() {
        var nursesPhone =
                product.play(nursesPhone("phone-takes-over").untilTold().calls(2));
        var consultation = product.play(Product.user("user-is-hung-up", "juliet", "nurse"));
        assertThat(romeo.sees("juliet")).isEqualTo(BUSY);
        assertThat(romeo.sees("nurse")).isEqualTo(BUSY);
        consultation.talks();
        nursesPhone.talks();
        String replaces = replaces(consultation);

        var julietsPhone = product.play(julietsPhone("phone-transfers")
                .untilTold()
                .with(
                        "refer_to",
                        "sip:nurse@" + Product.DOMAIN + "?Replaces="
                                + replaces.replace(";", "%3B").replace("=", "%3D")));
        var stranger = stranger("caller-is-transferred");
        var first = product.play(stranger);
        julietsPhone.talks();
        julietsPhone.goesOn(first.callId());
        first.reaches(1, SippLog.Way.SENT, "SIP/2.0 202");

        var second = product.play(transferred(stranger).with("extra", "Replaces: " + replaces));
        second.talks();
        nursesPhone.goesOn(consultation.callId());
        consultation.succeeds();
        first.goesOn();
        first.succeeds();
        julietsPhone.succeeds();
        assertThat(romeo.sees("juliet")).isEqualTo("available");
        hangUp(second);
        nursesPhone.succeeds();
        assertThat(romeo.sees("nurse")).isEqualTo("available");
        nobodyWasToldOfACall();
    }

    /** The dialog as RFC 3891 §3 names it to whoever was called: their own tag is the to-tag. */
    private static String replaces(Sipp call) {
        String to = call.log().header(SippLog.Way.SENT, "ACK sip:nurse@127", "To");
        String from = call.log().header(SippLog.Way.SENT, "ACK sip:nurse@127", "From");
        return "%s;to-tag=%s;from-tag=%s".formatted(call.callId(), tag(to), tag(from));
    }

    private static String tag(String header) {
        return header.substring(header.indexOf(";tag=") + 5);
    }

    private static Play transferred(Play stranger) {
        String number = stranger.keys().get("caller");
        return Product.stranger("caller-talks", "nurse")
                .with("caller", number)
                .with("caller_name", "Caller " + number)
                .with("extra", "Referred-By: <sip:juliet@" + Product.DOMAIN + ">")
                .untilTold();
    }

    /** The next that both hear of is a call that they did miss. */
    private void nobodyWasToldOfACall() {
        missed(julietsPhone("phone-is-cancelled"), "juliet", juliet);
        missed(nursesPhone("phone-is-cancelled"), "nurse", nurse);
    }

    private void missed(Play phone, String user, ChatClient chat) {
        var rung = product.play(phone);
        var caller = Product.stranger("caller-cancels", user);
        product.play(caller).succeeds();
        rung.succeeds();
        assertThat(chat.message("an alert").getBody())
                .contains("Missed call from Caller " + caller.keys().get("caller"));
    }

    private static void hangUp(Sipp caller) {
        caller.talks();
        caller.goesOn();
        caller.succeeds();
    }

    private static Play stranger(String scenario) {
        return Product.stranger(scenario, "juliet").untilTold();
    }

    private Play julietsPhone(String scenario) {
        return Play.phone(scenario, julietPhone).with("phone", "juliet");
    }

    private Play nursesPhone(String scenario) {
        return Play.phone(scenario, nursePhone).with("phone", "nurse");
    }
}
