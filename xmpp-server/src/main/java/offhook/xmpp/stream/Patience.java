package offhook.xmpp.stream;

import offhook.runtime.work.Timer;

/**
 * How long a client may take to bind a resource, and to close its side after we closed ours. Until it has bound one, it is
 * a stranger. Belongs to the loop of its connection.
 */
final class Patience {

    private final ClientStreams common;
    private final Connection connection;
    private Timer timer; // null while there is no hurry
    private boolean settled;

    /** @param tooLate runs where no resource is bound in time */
    Patience(ClientStreams common, Connection connection, Runnable tooLate) {
        this.common = common;
        this.connection = connection;
        this.timer = connection.loop().after(common.config().loginWithin(), tooLate);
    }

    /** The client has bound a resource: no hurry any more. */
    void settled() {
        stop();
        leave();
    }

    /** Our side is closed. */
    void closing() {
        stop();
        timer = connection.loop().after(common.config().closeWithin(), connection::abort);
    }

    /** The connection is gone. */
    void over() {
        stop();
        leave();
    }

    private void stop() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void leave() {
        if (!settled) {
            settled = true;
            common.strangers().leave(connection.peer());
        }
    }
}
