package offhook.sip.agent;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import offhook.sip.message.SipRequest;
import offhook.sip.proxy.OwnDialogs;
import offhook.sip.transaction.ServerTransaction;
import offhook.sip.transport.Flow;

/**
 * The dialogs in which we are one of the two ends, by their identity. Each belongs to the loop of its Call-ID; the table is
 * safe to share.
 */
public final class Dialogs implements OwnDialogs {

    private final Map<Dialog.Id, OpenDialog> open = new ConcurrentHashMap<>();
    private final Map<Half, DialogListener> expected = new ConcurrentHashMap<>();
    private final Map<ServerTransaction, Runnable> invited = new ConcurrentHashMap<>();

    /** What is known of a dialog before the other end has said its tag. */
    private record Half(String callId, String localTag) {}

    @Override
    public boolean take(ServerTransaction transaction, SipRequest request) {
        var id = Dialog.Id.of(request);
        var dialog = open.get(id);
        if (dialog != null) {
            boolean ends = dialog.hears(transaction.source());
            if (ends) {
                dialog.receive(transaction, request);
            }
            return ends;
        }
        var first = expected.get(new Half(id.callId(), id.localTag()));
        if (first != null) {
            first.request(transaction, request);
            return true;
        }
        return false;
    }

    @Override
    public boolean ack(SipRequest ack, Flow from) {
        var dialog = open.get(Dialog.Id.of(ack));
        boolean ends = dialog != null && dialog.hears(from);
        if (ends) {
            dialog.receiveAck(ack);
        }
        return ends;
    }

    @Override
    public boolean cancelled(ServerTransaction invite) {
        var call = invited.remove(invite);
        if (call != null) {
            call.run();
        }
        return call != null;
    }

    /** An INVITE waits for our answer. */
    void invited(ServerTransaction invite, Runnable cancelled) {
        invited.put(invite, cancelled);
    }

    /** It has its answer. */
    void answered(ServerTransaction invite) {
        invited.remove(invite);
    }

    void put(OpenDialog dialog) {
        open.put(dialog.state().id(), dialog);
    }

    void remove(OpenDialog dialog) {
        open.remove(dialog.state().id(), dialog);
    }

    void expect(String callId, String localTag, DialogListener listener) {
        expected.put(new Half(callId, localTag), listener);
    }

    void unexpect(String callId, String localTag) {
        expected.remove(new Half(callId, localTag));
    }

    boolean has(OpenDialog dialog) {
        return open.get(dialog.state().id()) == dialog;
    }

    /** How many there are. */
    public int size() {
        return open.size();
    }
}
