package offhook.sip.proxy;

import java.util.List;
import offhook.sip.domain.OwnAddresses;
import offhook.sip.message.Method;
import offhook.sip.message.SipFailure;

/** Numbers that our people may not call, wherever they call from: premium rates. Safe to share. */
final class Barred implements Step {

    private final List<String> beginnings;

    Barred(List<String> beginnings) {
        this.beginnings = List.copyOf(beginnings);
    }

    @Override
    public boolean take(Walk walk) {
        if (walk.request().is(Method.INVITE)
                && walk.callee().isEmpty()
                && walk.sender().isPresent()) {
            var number = OwnAddresses.read(walk.request().uri())
                    .map(uri -> uri.user().replaceAll("[\\s().-]", ""))
                    .orElse("");
            if (beginnings.stream().anyMatch(number::startsWith)) {
                throw new SipFailure(403, "Not Allowed To Call There");
            }
        }
        return true;
    }
}
