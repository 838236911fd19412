package offhook.pbx.testing;

/** A PBX as its makers document it: what it writes when somebody connects, when it is asked, and when something happens. */
public interface SimulatedPbx {

    /** What it writes to whoever connects. */
    String greets();

    /** @param request without the empty line at its end; @return what it answers; "" closes the connection */
    String answers(String request);

    /** @param line the kind of event and "name=value" for what is new of it; @return the event as it is written */
    String says(String line);
}
