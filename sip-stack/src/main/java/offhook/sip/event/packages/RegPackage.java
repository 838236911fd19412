package offhook.sip.event.packages;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.SipUri;
import offhook.sip.event.Relation;
import offhook.sip.registrar.Binding;
import offhook.sip.registrar.LocalBindings;

/** RFC 3680: where somebody's phones are, for themselves and for peers. Safe to share. */
public final class RegPackage extends Documents {

    public static final String NAME = "reg";
    public static final String TYPE = "application/reginfo+xml";

    /** §4.10: "not … more than once every 5 seconds". */
    private static final Duration PACE = Duration.ofSeconds(5);

    private final LocalBindings bindings;
    private final String domain;
    private final InstantSource clock;

    public RegPackage(LocalBindings bindings, String domain, InstantSource clock) {
        super(NAME, TYPE, PACE);
        this.bindings = bindings;
        this.domain = domain;
        this.clock = clock;
    }

    /** Addresses of phones are nobody else's business. */
    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public void listen(Consumer<UserId> listener) {
        bindings.watch(listener);
    }

    @Override
    public Optional<String> document(User of, Relation watcher, long version) {
        var out = new StringBuilder(512)
                .append(Xml.HEAD)
                .append("<reginfo xmlns=\"urn:ietf:params:xml:ns:reginfo\" version=\"")
                .append(version)
                .append("\" state=\"full\">\n");
        var all = bindings.of(of.id());
        var addresses = all.stream().map(Binding::aor).distinct().toList();
        if (addresses.isEmpty()) {
            registration(out, of.aors().get(0).user(), List.of());
        }
        for (var address : addresses) {
            registration(
                    out,
                    address,
                    all.stream()
                            .filter(binding -> binding.aor().equals(address))
                            .toList());
        }
        return Optional.of(out.append("</reginfo>\n").toString());
    }

    private void registration(StringBuilder out, String address, List<Binding> all) {
        out.append("  <registration aor=\"")
                .append(Xml.text(SipUri.of(address, domain).toString()));
        out.append("\" id=\"").append(Xml.id(address)).append("\" state=\"");
        out.append(all.isEmpty() ? "init\"/>\n" : "active\">\n");
        all.forEach(binding -> contact(out, binding));
        out.append(all.isEmpty() ? "" : "  </registration>\n");
    }

    private void contact(StringBuilder out, Binding binding) {
        long left = Duration.between(clock.instant(), binding.expires()).toSeconds();
        out.append("    <contact id=\"").append(Xml.id(binding.uri().toString()));
        out.append("\" state=\"active\" event=\"registered\" expires=\"").append(Math.max(0, left));
        out.append(String.format(Locale.ROOT, "\" q=\"%.3f\">\n      <uri>", binding.q()));
        out.append(Xml.text(binding.uri().toString())).append("</uri>\n    </contact>\n");
    }
}
