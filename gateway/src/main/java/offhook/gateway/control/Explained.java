package offhook.gateway.control;

import java.util.List;

/**
 * A logical call: what happened, and why there was or was no alert. Instants are ISO 8601, durations milliseconds.
 *
 * @param calls its INVITEs; empty where only alerts are known
 * @param wire what crossed the wires, as far as it is remembered
 */
public record Explained(List<Invited> calls, List<Told> alerts, List<Crossed> wire) {

    /** @param answered and closed null while they have not happened */
    public record Invited(
            String callId,
            String from,
            String dialled,
            String ringGroup,
            String arrived,
            String answered,
            String closed,
            List<Rang> legs) {}

    /**
     * @param outcome null while the call goes on
     * @param reason why there is or is no alert
     */
    public record Rang(String user, String outcome, long rang, String reason) {}

    /**
     * @param due null if nothing is left to do
     * @param cause null if the last attempt did not fail
     */
    public record Told(
            String user, String channel, String state, String written, String due, int attempts, String cause) {}
}
