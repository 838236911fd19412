package offhook.gateway.presence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import offhook.gateway.presence.PresenceConfig.OnCall;
import offhook.gateway.presence.PublishedState.Basic;
import offhook.sip.call.PhoneStatus;
import offhook.xmpp.presence.Availability;
import offhook.xmpp.presence.Show;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of computed presence, row by row. */
class OverlayTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // phone       | base     | own status | seen   | status
                "IDLE          | ONLINE   | ''         | ONLINE | ''",
                "IDLE          | AWAY     | lunch      | AWAY   | lunch",
                "RINGING       | ONLINE   | ''         | ONLINE | ''",
                "RINGING       | CHAT     | hello      | CHAT   | hello",
                "DIALING       | ONLINE   | ''         | ONLINE | ''",
                "DIALING       | DND      | busy       | DND    | busy",
                "ON_THE_PHONE  | ONLINE   | ''         | DND    | On the phone",
                "ON_THE_PHONE  | CHAT     | at my desk | DND    | On the phone – at my desk",
                "ON_THE_PHONE  | AWAY     | ''         | DND    | On the phone",
                "ON_THE_PHONE  | XA       | vacation   | XA     | On the phone – vacation",
                "ON_THE_PHONE  | DND      | writing    | DND    | On the phone – writing",
                "HOLD          | ONLINE   | ''         | DND    | On the phone",
                "HOLD          | AWAY     | lunch      | DND    | On the phone – lunch",
            })
    void byTheStandardPolicy(PhoneStatus phone, Show base, String own, Show seen, String status) {
        assertThat(Overlay.over(new Availability(base, own), phone, Configs.with()))
                .isEqualTo(new Availability(seen, status));
    }

    @ParameterizedTest
    @CsvSource({
        "DND,  ONLINE, DND", "DND,  CHAT, DND", "DND,  AWAY, DND", "DND,  XA, XA", "DND,  DND, DND",
        "AWAY, ONLINE, AWAY", "AWAY, CHAT, AWAY", "AWAY, AWAY, AWAY", "AWAY, XA, XA", "AWAY, DND, DND",
        "XA,   ONLINE, XA", "XA,   CHAT, XA", "XA,   AWAY, XA", "XA,   XA, XA", "XA,   DND, DND",
        "KEEP, ONLINE, ONLINE", "KEEP, CHAT, CHAT", "KEEP, AWAY, AWAY", "KEEP, XA, XA", "KEEP, DND, DND"
    })
    void anExplicitDndOrXaStaysWhateverThePolicySays(OnCall onCall, Show base, Show seen) {
        var config = Configs.with("on_call = \"" + onCall.name().toLowerCase(Locale.ROOT) + '"');
        assertThat(Overlay.over(new Availability(base, ""), PhoneStatus.ON_THE_PHONE, config))
                .isEqualTo(new Availability(seen, "On the phone"));
    }

    @ParameterizedTest
    @CsvSource({"'', Phone ringing", "lunch, Phone ringing – lunch"})
    void ringingIsATextOnlyWhereItIsWanted(String own, String status) {
        var config = Configs.with("ringing = \"status\"");
        assertThat(Overlay.over(new Availability(Show.AWAY, own), PhoneStatus.RINGING, config))
                .isEqualTo(new Availability(Show.AWAY, status));
    }

    @ParameterizedTest
    @CsvSource({"'', On hold", "lunch, On hold – lunch"})
    void holdHasATextOfItsOwnWhereItIsConfigured(String own, String status) {
        var config = Configs.with("hold_text = \"On hold\"");
        assertThat(Overlay.over(new Availability(Show.ONLINE, own), PhoneStatus.HOLD, config))
                .isEqualTo(new Availability(Show.DND, status));
    }

    @ParameterizedTest
    @CsvSource({
        "never,     IDLE,         ,       ",
        "never,     ON_THE_PHONE, ,       ",
        "busy-only, IDLE,         ,       ",
        "busy-only, RINGING,      ,       ",
        "busy-only, DIALING,      ,       ",
        "busy-only, ON_THE_PHONE, DND,    On the phone",
        "busy-only, HOLD,         DND,    On the phone",
        "always,    IDLE,         ONLINE, ''",
        "always,    RINGING,      ONLINE, Phone ringing",
        "always,    ON_THE_PHONE, DND,    On the phone"
    })
    void somebodyWithoutSessionIsSeenByTheirPhone(String policy, PhoneStatus phone, Show show, String status) {
        var config = Configs.with("ringing = \"status\"", "phone_only = \"" + policy + '"');
        assertThat(Overlay.alone(phone, Optional.empty(), config))
                .isEqualTo(Optional.ofNullable(show).map(s -> new Availability(s, status)));
    }

    @ParameterizedTest
    @CsvSource({
        "never,     true,  IDLE,         ,     ",
        "busy-only, true,  IDLE,         AWAY, lunch",
        "busy-only, true,  ON_THE_PHONE, DND,  On the phone – lunch",
        "busy-only, false, IDLE,         ,     ",
        "busy-only, false, ON_THE_PHONE, DND,  On the phone",
        "always,    true,  IDLE,         AWAY, lunch",
        "always,    false, IDLE,         ,     ",
        "always,    false, ON_THE_PHONE, DND,  On the phone"
    })
    void whatThePhoneSaysOfItselfIsSeen(String policy, boolean open, PhoneStatus phone, Show show, String status) {
        var config = Configs.with("phone_only = \"" + policy + '"');
        var said = new Basic(open, new Availability(Show.AWAY, "lunch"));
        assertThat(Overlay.alone(phone, Optional.of(said), config))
                .isEqualTo(Optional.ofNullable(show).map(s -> new Availability(s, status)));
    }
}
