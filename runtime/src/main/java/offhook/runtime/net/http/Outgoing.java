package offhook.runtime.net.http;

/** A body on its way to the client, no faster than the client reads. Belongs to one connection. */
interface Outgoing {

    /** The client has taken some of it. */
    void pump();

    /** The end, before or after the last byte; a second time it is nothing new. */
    void close();
}
