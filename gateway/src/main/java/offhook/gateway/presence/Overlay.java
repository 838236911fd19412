package offhook.gateway.presence;

import java.util.Optional;
import offhook.gateway.presence.PresenceConfig.PhoneOnly;
import offhook.gateway.presence.PresenceConfig.Ringing;
import offhook.gateway.presence.PublishedState.Basic;
import offhook.sip.call.PhoneStatus;
import offhook.xmpp.presence.Availability;
import offhook.xmpp.presence.Show;

/** The table of computed presence: base presence, state of the phones and policy in, what contacts see out. */
final class Overlay {

    private static final Availability PHONE_ALONE = new Availability(Show.ONLINE, "");

    private Overlay() {}

    /** The state that makes a visible difference; dialling makes none. */
    static PhoneStatus visible(PhoneStatus phone, PresenceConfig config) {
        return switch (phone) {
            case IDLE, DIALING -> PhoneStatus.IDLE;
            case RINGING -> config.ringing() == Ringing.STATUS ? PhoneStatus.RINGING : PhoneStatus.IDLE;
            case HOLD -> config.holdText().isEmpty() ? PhoneStatus.ON_THE_PHONE : PhoneStatus.HOLD;
            case ON_THE_PHONE -> PhoneStatus.ON_THE_PHONE;
        };
    }

    /** Whether the person talks, or could go on talking. */
    static boolean busy(PhoneStatus phone) {
        return phone == PhoneStatus.ON_THE_PHONE || phone == PhoneStatus.HOLD;
    }

    static Availability over(Availability base, PhoneStatus phone, PresenceConfig config) {
        return switch (visible(phone, config)) {
            case IDLE, DIALING -> base;
            case RINGING -> new Availability(base.show(), prefixed(config.ringingText(), base));
            case HOLD -> new Availability(show(base.show(), config), prefixed(config.holdText(), base));
            case ON_THE_PHONE -> new Availability(show(base.show(), config), prefixed(config.text(), base));
        };
    }

    /** Somebody who said at their phone that they want no calls; whoever talks is busy anyway. */
    static Availability quiet(Availability base, String text) {
        boolean isChosen = base.show() == Show.DND || base.show() == Show.XA;
        return new Availability(isChosen ? base.show() : Show.DND, prefixed(text, base));
    }

    /** The same without any chat session. */
    static Optional<Availability> quietAlone(String text, PresenceConfig config) {
        return config.phoneOnly() == PhoneOnly.NEVER ? Optional.empty() : Optional.of(quiet(PHONE_ALONE, text));
    }

    /** What is seen of the phone of somebody without any chat session, who has published this of themselves. */
    static Optional<Availability> alone(PhoneStatus phone, Optional<Basic> published, PresenceConfig config) {
        boolean isShown =
                switch (config.phoneOnly()) {
                    case NEVER -> false;
                    case BUSY_ONLY ->
                        busy(phone) || published.filter(Basic::open).isPresent();
                    case ALWAYS -> busy(phone) || published.map(Basic::open).orElse(true);
                };
        var base = published.filter(Basic::open).map(Basic::as).orElse(PHONE_ALONE);
        return isShown ? Optional.of(over(base, phone, config)) : Optional.empty();
    }

    /** What somebody chose says more than the phone; away does not, since clients set it when nobody types. */
    private static Show show(Show base, PresenceConfig config) {
        if (base == Show.DND || base == Show.XA) {
            return base;
        }
        return switch (config.onCall()) {
            case DND -> Show.DND;
            case AWAY -> Show.AWAY;
            case XA -> Show.XA;
            case KEEP -> base;
        };
    }

    private static String prefixed(String text, Availability base) {
        if (text.isEmpty() || base.status().isEmpty()) {
            return text + base.status();
        }
        return text + " – " + base.status();
    }
}
