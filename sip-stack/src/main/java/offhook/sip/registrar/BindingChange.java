package offhook.sip.registrar;

import java.util.List;

/** What one REGISTER does to the bindings: all of it or nothing (RFC 3261 §10.3). */
record BindingChange(List<Binding> removed, List<Binding> put) {

    BindingChange {
        removed = List.copyOf(removed);
        put = List.copyOf(put);
    }

    boolean isEmpty() {
        return removed.isEmpty() && put.isEmpty();
    }
}
