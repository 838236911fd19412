package offhook.gateway.control;

import static java.util.concurrent.CompletableFuture.completedStage;

/** {@code /api/who}: phones and chat clients of everybody. */
public record WhoPart(Who who) implements Part {

    @Override
    public void install(Calls to) {
        to.get("/who", request -> completedStage(who.look()));
    }
}
