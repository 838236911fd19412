package offhook.xmpp.stanza;

import offhook.directory.address.Jid;
import offhook.xmpp.xml.Attribute;

/** Somebody who gets much of what is written for many. Immutable and safe to share. */
public final class Addressee {

    private final Jid jid;
    private final Attribute to;

    public Addressee(Jid jid) {
        this.jid = jid;
        this.to = new Attribute("to", jid.toString());
    }

    public Jid jid() {
        return jid;
    }

    Attribute to() {
        return to;
    }
}
