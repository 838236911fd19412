package offhook.sip.proxy;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import offhook.directory.User;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.message.Uri;
import offhook.sip.registrar.Binding;
import offhook.sip.registrar.Bindings;
import offhook.sip.registrar.Gruus;

/** The one device that a GRUU leads to, RFC 5627 §6.1. Safe to share. */
record DeviceLines(OwnAddresses own, Gruus gruus, Bindings bindings, PhoneLines lines) {

    /**
     * A device, whether it can be reached now or not.
     *
     * @param groups as of {@link PhoneLines}
     */
    record Found(User user, List<List<Destination>> groups) {}

    /** Empty if the GRUU means nobody, or nobody any more. */
    Optional<Found> of(Uri gruu) {
        var instance = Gruus.instance(gruu);
        if (instance.isPresent()) {
            return own.find(gruu)
                    .filter(User.class::isInstance)
                    .map(User.class::cast)
                    .map(user -> found(user, gruu, isAt(gruu, instance.get())));
        }
        var series = gruus.series(gruu);
        return series.flatMap(bindings::ofSeries)
                .flatMap(own::person)
                .map(user ->
                        found(user, gruu, binding -> binding.device().series().equals(series.get())));
    }

    private Predicate<Binding> isAt(Uri gruu, String instance) {
        var aor = own.inDomain(gruu).map(address -> address.user()).orElse("");
        return binding ->
                binding.aor().equals(aor) && binding.device().instance().equals(instance);
    }

    private Found found(User user, Uri gruu, Predicate<Binding> which) {
        return new Found(user, lines.of(user.id(), gruu, which));
    }
}
