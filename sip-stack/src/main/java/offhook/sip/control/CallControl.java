package offhook.sip.control;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import offhook.sip.agent.Agent;
import offhook.sip.proxy.Inside;

/** Sets up calls for people who ask for them elsewhere than at their phone. Safe to share. */
public final class CallControl {

    private final Agent agent;
    private final Inside inside;
    private final Set<ControlledCall> open = ConcurrentHashMap.newKeySet();

    /** @param agent stands behind our own proxy, by {@code inside} */
    public CallControl(Agent agent, Inside inside) {
        this.agent = agent;
        this.inside = inside;
    }

    /** Rings the person's own phones, and when one is picked up the callee; from any thread. */
    public ControlledCall call(Order order, Patience patience, ControlListener listener) {
        var call = new ControlledCall(agent, inside, order, patience, listener);
        open.add(call);
        call.start(() -> open.remove(call));
        return call;
    }

    /** How many there are. */
    public int size() {
        return open.size();
    }
}
