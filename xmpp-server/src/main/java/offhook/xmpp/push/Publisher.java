package offhook.xmpp.push;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import offhook.runtime.work.Timers;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.routing.Router;
import offhook.xmpp.stanza.Iq;
import offhook.xmpp.xml.Element;
import offhook.xmpp.xml.Namespaces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes to push services how much waits, XEP-0357 §7, and understands what they answer, §8. Safe to share. */
final class Publisher {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final String PUBSUB = "http://jabber.org/protocol/pubsub";
    private static final int MOST_PENDING = 10_000;

    /** How many errors in a row that may pass are borne with. */
    private static final int PATIENCE = 10;

    private final Router router;
    private final Timers timers;
    private final Executor executor;
    private final InstantSource clock;
    private final BiConsumer<Device, Instant> told;
    private final Consumer<Device> disable;
    private final ConcurrentMap<Device, Course> courses = new ConcurrentHashMap<>();
    private final LongAdder sent = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder disabled = new LongAdder();
    private long ids;

    private record Asked(Device device, Instant at) {}

    private final Map<String, Asked> pending = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Asked> eldest) {
            return size() > MOST_PENDING;
        }
    };

    /**
     * @param executor where it goes on after a pause
     * @param told keeps when a push was sent that a service took
     * @param disable ends what a service wants nothing of any more
     */
    Publisher(
            Router router,
            Timers timers,
            Executor executor,
            InstantSource clock,
            BiConsumer<Device, Instant> told,
            Consumer<Device> disable) {
        this.router = router;
        this.timers = timers;
        this.executor = executor;
        this.clock = clock;
        this.told = told;
        this.disable = disable;
    }

    /**
     * So many messages wait for the user of a device since before a restart.
     *
     * @param untold whether its service may not have heard of all of them
     */
    void resume(Device device, int waiting, boolean untold) {
        course(device).resumed(waiting, untold);
    }

    /** One more message waits for the user of a device. */
    void tell(Device device) {
        course(device).message();
    }

    private Course course(Device device) {
        return courses.computeIfAbsent(device, one -> new Course(timers, executor, count -> publish(one, count)));
    }

    /** The user of a device has all that waited. */
    void awake(Device device) {
        var course = courses.get(device);
        if (course != null) {
            course.awake();
            if (course.isOver()) {
                courses.remove(device, course);
            }
        }
    }

    void forget(Device device) {
        var course = courses.remove(device);
        if (course != null) {
            course.end();
        }
    }

    /** What has been published, refused for the time being, and ended. */
    PushNumbers numbers() {
        return new PushNumbers(sent.sum(), failed.sum(), disabled.sum());
    }

    private void publish(Device device, int count) {
        var registration = device.registration();
        var summary = DataForm.of("submit", "urn:xmpp:push:summary").text("message-count", "", Integer.toString(count));
        var item = Element.of("item", PUBSUB)
                .with(Element.of("notification", PushNotifications.NS).with(summary.toElement()));
        var pubsub = Element.of("pubsub", PUBSUB)
                .with(Element.of("publish", PUBSUB)
                        .with("node", registration.node().isEmpty() ? null : registration.node())
                        .with(item));
        if (!registration.options().isEmpty()) {
            pubsub = pubsub.with(Element.of("publish-options", PUBSUB).with(Element.parse(registration.options())));
        }
        sent.increment();
        router.route(Iq.request(Iq.Type.SET, asked(device), router.server(), registration.service(), pubsub));
    }

    private synchronized String asked(Device device) {
        var id = "push-" + Long.toString(++ids, Character.MAX_RADIX);
        pending.put(id, new Asked(device, clock.instant()));
        return id;
    }

    private synchronized Optional<Asked> of(Iq answer) {
        var asked = pending.get(answer.id());
        if (asked == null || !asked.device.registration().service().equals(answer.from())) {
            return Optional.empty();
        }
        pending.remove(answer.id());
        return Optional.of(asked);
    }

    /** Somebody answers a request of the server, maybe one of these. */
    void answered(Iq iq) {
        of(iq).ifPresent(asked -> {
            var device = asked.device;
            var course = courses.get(device);
            if (course == null) {
                return; // it is not wanted any more
            }
            if (iq.type() == Iq.Type.ERROR) {
                failed(device, course, iq.child("error", Namespaces.CLIENT));
            } else {
                course.succeeded();
                told.accept(device, asked.at);
            }
        });
    }

    private void failed(Device device, Course course, Optional<Element> error) {
        failed.increment();
        var condition = error.flatMap(some -> some.children().stream().findFirst())
                .map(Element::name)
                .orElse("no reason");
        boolean passing = error.flatMap(some -> some.attribute("type"))
                        .filter("wait"::equals)
                        .isPresent()
                && course.failed() < PATIENCE;
        LOG.warn(
                "push for {} by {} failed: {}{}",
                device.account(),
                device.registration().service(),
                condition,
                passing ? "" : "; it is disabled");
        if (!passing) {
            disabled.increment();
            disable.accept(device);
        }
    }
}
