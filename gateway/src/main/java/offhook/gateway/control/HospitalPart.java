package offhook.gateway.control;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.util.concurrent.CompletionStage;
import offhook.directory.address.MailAddress;
import offhook.gateway.notify.Hospital;
import offhook.runtime.net.http.HttpFailure;
import offhook.runtime.net.http.Request;

/** {@code /api/hospital}: deliveries that were given up. */
public record HospitalPart(Hospital hospital) implements Part {

    @Override
    public void install(Calls to) {
        to.get(
                        "/hospital",
                        request -> completedStage(
                                hospital.list().stream().map(Patient::of).toList()))
                .post("/hospital/{id}/retry", this::retry)
                .delete("/hospital/{id}", request -> known(hospital.drop(request.variable("id"))));
    }

    private CompletionStage<?> retry(Request request) {
        var id = request.variable("id");
        var address = Json.read(request, Retry.class).address();
        return known(address == null ? hospital.retry(id) : hospital.retry(id, mail(address)));
    }

    private static MailAddress mail(String address) {
        try {
            return new MailAddress(address);
        } catch (IllegalArgumentException e) {
            throw new HttpFailure(400, e.getMessage());
        }
    }

    private static CompletionStage<?> known(CompletionStage<Boolean> changed) {
        return changed.thenApply(any -> {
            if (!any) {
                throw new HttpFailure(404, "there is no such delivery in the hospital");
            }
            return null;
        });
    }
}
