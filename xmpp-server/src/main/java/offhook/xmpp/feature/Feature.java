package offhook.xmpp.feature;

import java.util.List;

/** One extension of the server: what it implements, what it adds, what it answers, what it keeps. */
public interface Feature {

    /** What it implements. */
    Spec spec();

    /** What it implements besides. */
    default List<Spec> also() {
        return List.of();
    }

    /** Registers everything; called once, before the server starts. */
    void install(Installer to);
}
