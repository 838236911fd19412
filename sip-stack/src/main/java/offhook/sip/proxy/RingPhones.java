package offhook.sip.proxy;

/** Forwards the request to the phones that were found, if there are any. Safe to share. */
final class RingPhones implements Step {

    private final Forks forks;

    RingPhones(Forks forks) {
        this.forks = forks;
    }

    @Override
    public boolean take(Walk walk) {
        if (walk.stages.isEmpty()) {
            return true;
        }
        forks.start(walk, walk.stages);
        return false;
    }
}
