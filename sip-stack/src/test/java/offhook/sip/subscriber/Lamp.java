package offhook.sip.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import offhook.sip.auth.Login;
import offhook.sip.event.document.DialogInfo;
import offhook.sip.event.document.DialogTable;
import offhook.sip.event.document.MalformedDocument;
import offhook.sip.message.SipRequest;
import offhook.sip.message.Uri;
import offhook.sip.testing.AgentWorld;
import offhook.sip.testing.LampPbx;
import offhook.sip.testing.SipWorld;
import offhook.sip.testing.Zone;

/** A lamp that shows what a subscriber is told, and the PBX that tells it. */
final class Lamp implements SubscriberListener {

    static final Duration PATIENCE = Duration.ofMinutes(1);

    final SipWorld world = new SipWorld();
    final AgentWorld ours = new AgentWorld(world, new Zone().address("pbx.example", "192.0.2.200"));
    final LampPbx pbx = new LampPbx(world, "192.0.2.200:5060");
    final Subscriber subscriber = new Subscriber(
            ours.agent(),
            new Subscriber.What(
                    Uri.parse("sip:201@tenant.example"),
                    Uri.parse("sip:pbx.example"),
                    Uri.parse("sip:offhook@tenant.example"),
                    "dialog",
                    "application/dialog-info+xml",
                    Duration.ofMinutes(10),
                    PATIENCE,
                    Optional.of(new Login("offhook", "secret", SipWorld.random()))),
            this,
            SipWorld.random());

    private final Map<String, DialogTable> tables = new LinkedHashMap<>();
    final List<String> gone = new ArrayList<>();

    @Override
    public void notified(String notifier, SipRequest notify) {
        try {
            if (!tables.computeIfAbsent(notifier, one -> new DialogTable()).take(DialogInfo.read(notify.body()))) {
                subscriber.refresh(notifier);
            }
        } catch (MalformedDocument e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void gone(String notifier) {
        assertThat(tables.remove(notifier))
                .as("a notifier that has told something")
                .isNotNull();
        gone.add(notifier);
    }

    /** The calls it shows, of all notifiers together. */
    Set<String> shows() {
        var all = new TreeSet<String>();
        tables.values().forEach(table -> table.dialogs().forEach(dialog -> all.add(dialog.id())));
        return all;
    }

    int notifiers() {
        return tables.size();
    }

    Lamp start() {
        subscriber.start(Duration.ZERO);
        pass(1);
        return this;
    }

    void pass(long seconds) {
        pbx.pass(Duration.ofSeconds(seconds));
    }
}
