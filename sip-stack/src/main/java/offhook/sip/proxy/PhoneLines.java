package offhook.sip.proxy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import offhook.directory.UserId;
import offhook.sip.locate.Locator;
import offhook.sip.message.NameAddr;
import offhook.sip.message.Uri;
import offhook.sip.registrar.Binding;
import offhook.sip.registrar.Bindings;
import offhook.sip.transport.Flow;
import offhook.sip.transport.Target;

/** The ways to a person's phones, by their bindings. Safe to share. */
public final class PhoneLines {

    private final Bindings bindings;

    public PhoneLines(Bindings bindings) {
        this.bindings = bindings;
    }

    /**
     * Phones with the same q are tried together, those with a higher one before (RFC 3261 §16.6).
     *
     * @param dialled the Request-URI: sips leads to phones with TLS only (RFC 5630 §5.3)
     */
    public List<List<Destination>> of(UserId user, Uri dialled) {
        return of(user, dialled, binding -> true);
    }

    /** The same for those phones only. */
    List<List<Destination>> of(UserId user, Uri dialled, Predicate<Binding> which) {
        boolean isSecured = dialled.scheme().equals("sips");
        var groups = new ArrayList<List<Destination>>();
        double q = -1;
        for (var device : devices(bindings.of(user).stream()
                .filter(which)
                .filter(binding -> !isSecured || binding.protocol().isSecure())
                .toList())) {
            if (device.get(0).q() != q) {
                groups.add(new ArrayList<>());
                q = device.get(0).q();
            }
            var ways = device.stream().map(PhoneLines::to).toList();
            groups.get(groups.size() - 1).add(ways.get(0).or(ways.subList(1, ways.size())));
        }
        return groups;
    }

    /** RFC 5626 §7: never two ways to one device at a time. */
    private static List<List<Binding>> devices(List<Binding> all) {
        var devices = new ArrayList<List<Binding>>(all.size());
        for (var binding : all) {
            var device = devices.stream()
                    .filter(known -> known.get(0).isSameDevice(binding))
                    .findFirst();
            if (device.isEmpty()) {
                devices.add(new ArrayList<>(1));
            }
            device.orElseGet(() -> devices.get(devices.size() - 1)).add(binding);
        }
        return devices;
    }

    /** The way to one phone. */
    public static Destination to(Binding binding) {
        return new Destination(
                Optional.of(binding.user()),
                binding.uri(),
                Way.to(hop(binding)),
                binding.path(),
                false,
                binding.device().isFlow() && binding.path().isEmpty(),
                List.of());
    }

    private static Target hop(Binding binding) {
        if (!binding.path().isEmpty()) {
            return Locator.literal(first(binding.path())).orElseGet(() -> back(binding));
        }
        boolean isConnected = binding.protocol().isReliable()
                && binding.flow().filter(Flow::isOpen).isPresent();
        if (isConnected || binding.device().isFlow() || Nat.hides(binding.uri(), binding.received())) {
            return back(binding);
        }
        // A name may be one that only the phone's own network knows, or one that leads to a peer of ours who believes
        // us:
        // back to where it sent from.
        return Locator.literal(binding.uri()).orElseGet(() -> back(binding));
    }

    private static Uri first(List<String> path) {
        return NameAddr.parse(path.get(0)).uri();
    }

    private static Target back(Binding binding) {
        return binding.flow().map(Target::along).orElseGet(() -> new Target(binding.protocol(), binding.received()));
    }
}
