package offhook.gateway;

import offhook.runtime.life.Service;
import offhook.xmpp.XmppCore;

/** What waits for whom: known before a call that was cut is told, and so before there are calls at all. */
record Accounts(XmppCore core) implements Service {

    @Override
    public String name() {
        return "accounts";
    }

    @Override
    public void start() {
        core.start();
    }

    @Override
    public void stop() {
        // its clients have gone with the listener
    }
}
