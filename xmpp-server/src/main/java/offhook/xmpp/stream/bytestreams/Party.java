package offhook.xmpp.stream.bytestreams;

import java.net.InetAddress;

/** One of the two connections of a bytestream. Any thread may call. */
interface Party {

    InetAddress address();

    /** The two belong together: from now on each gets what the other sends. */
    void join(Party other, Transfer transfer);

    /** It is to go, at once. */
    void drop();
}
