package offhook.sip.registrar;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import offhook.sip.message.Host;
import offhook.sip.message.Uri;
import offhook.sip.transport.Flow;

/** Where phones are: an index of bindings. Reading is safe to share; whoever changes it sees to the order of changes. */
final class Places implements Phones {

    private final Map<InetAddress, Integer> addresses = new ConcurrentHashMap<>(); // and how many bindings name them
    private final Map<String, Binding> connected = new ConcurrentHashMap<>(); // by host and port of the Contact

    void change(List<Binding> before, List<Binding> after) {
        before.forEach(this::remove);
        after.forEach(this::add);
    }

    private void add(Binding binding) {
        binding.addresses().forEach(address -> addresses.merge(address, 1, Integer::sum));
        if (isConnected(binding)) {
            connected.put(place(binding.uri()), binding);
        }
    }

    private void remove(Binding binding) {
        binding.addresses()
                .forEach(address -> addresses.computeIfPresent(address, (at, count) -> count == 1 ? null : count - 1));
        if (isConnected(binding)) {
            connected.remove(place(binding.uri()), binding);
        }
    }

    /** Nobody takes another one's calls by a Contact that is not theirs: an address must be where they really are. */
    private static boolean isConnected(Binding binding) {
        return binding.protocol().isReliable()
                && binding.flow().isPresent()
                && Host.literal(binding.uri().host())
                        .filter(address -> !address.equals(binding.received().getAddress()))
                        .isEmpty();
    }

    private static String place(Uri uri) {
        return uri.host() + ':' + uri.port();
    }

    @Override
    public boolean isAt(InetAddress address) {
        return addresses.containsKey(address);
    }

    @Override
    public Optional<Flow> connection(Uri contact) {
        return Optional.ofNullable(connected.get(place(contact)))
                .flatMap(Binding::flow)
                .filter(Flow::isOpen);
    }
}
