package offhook.pbx.link;

import offhook.runtime.work.Loop;

/** Opens connections to a PBX. */
public interface Dialler {

    /** Where all conversations are held. */
    Loop loop();

    /** Tries to open a connection. Returns at once. */
    void dial(Conversation conversation);

    /** Where to, for people. */
    @Override
    String toString();
}
