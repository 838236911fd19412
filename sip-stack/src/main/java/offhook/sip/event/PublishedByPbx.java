package offhook.sip.event;

import java.util.List;

/** What the PBX has published of our people, for whoever knows whether it lives. Safe to share. */
public final class PublishedByPbx {

    private final List<Publications<?>> publications;

    PublishedByPbx(List<Publications<?>> publications) {
        this.publications = publications;
    }

    /** From now on the listener hears whenever the PBX has published something, refreshed or removed it. It must not block. */
    public void listen(Runnable other) {
        publications.forEach(each -> each.listenToPbx(other));
    }

    /** Whether anything of it holds. */
    public boolean isEmpty() {
        return publications.stream().allMatch(each -> each.byPbx().isEmpty());
    }

    /**
     * Nothing of it holds any more. A PBX that refreshes it yet is answered 412 and says it anew (RFC 3903 §4.3, §4.4).
     *
     * @return how many publications that were
     */
    public int withdraw() {
        return publications.stream().mapToInt(Publications::dropByPbx).sum();
    }
}
