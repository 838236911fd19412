package offhook.pbx.link;

/** What is spoken on one connection to a PBX. Belongs to the loop of the connection. */
public interface Session {

    /** @param bytes as they came, cut anywhere */
    void received(byte[] bytes);

    /** Asks something that the PBX will answer: it has been silent. */
    void ping();

    /** Asks for all that there is now, so that nothing stays that was missed. */
    void sync();

    /** How a session is begun. */
    interface Opening {

        /** @param seat where the session says how it goes */
        Session open(Wire wire, Seat seat);
    }

    /** What a session tells whoever keeps it. */
    interface Seat {

        /** It knows all that there is now. */
        void synced();

        /**
         * It cannot go on: the connection is closed.
         *
         * @param why one line for the admin
         */
        void fails(String why);
    }
}
