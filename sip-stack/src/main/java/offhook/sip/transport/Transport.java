package offhook.sip.transport;

/** Every way out. Safe to share. */
@FunctionalInterface
public interface Transport {

    /**
     * The way to a target: the one it names if that is open, else a connection that exists, else one that is being
     * opened; what is sent meanwhile waits for it. Where nothing leads, it is a flow that is not open and whose every
     * send fails.
     */
    Flow flow(Target target);
}
