package offhook.sip.proxy;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import offhook.sip.locate.Locator;
import offhook.sip.message.Uri;
import offhook.sip.transport.Target;

/** To the next hop: known, or to be asked for. Safe to share. */
public interface Way {

    /** @param then is told the servers in the order in which to try them: at once, or later on the loop */
    void find(Executor loop, Consumer<List<Target>> then);

    static Way to(Target target) {
        return (loop, then) -> then.accept(List.of(target));
    }

    /** By DNS, unless the URI names an address. */
    static Way to(Uri uri, Locator locator) {
        return Locator.literal(uri).map(Way::to).orElse((loop, then) -> locator.locate(uri)
                .thenAcceptAsync(then, loop));
    }

    /** As far as these may be gone to. */
    default Way where(Predicate<Target> allowed) {
        return (loop, then) -> find(
                loop, targets -> then.accept(targets.stream().filter(allowed).toList()));
    }
}
