package offhook.sip.registrar;

import java.util.List;
import offhook.directory.UserId;

/** Where everybody's phones are. Answers from memory. Safe to share. */
public interface Bindings {

    /** A person's phones, each once, those they prefer first; empty if none is registered. */
    List<Binding> of(UserId user);
}
