package offhook.xmpp.push;

import offhook.directory.address.Jid;
import offhook.xmpp.push.PushStore.Registration;

/** A device of a user, as its push service knows it. */
record Device(Jid account, Registration registration) {}
