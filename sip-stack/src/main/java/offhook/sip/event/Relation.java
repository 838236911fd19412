package offhook.sip.event;

/** What a watcher is to the one who is watched. */
public enum Relation {
    SELF,
    /** A trusted peer, such as the PBX. */
    PEER,
    /** Somebody who may see their presence. */
    CONTACT;

    /** Whether they may know who is at the other end of a call, and other things that are nobody's business. */
    public boolean isClose() {
        return this != CONTACT;
    }
}
