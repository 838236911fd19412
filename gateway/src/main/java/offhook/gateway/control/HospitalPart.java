package offhook.gateway.control;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.util.Locale;
import java.util.concurrent.CompletionStage;
import offhook.directory.address.MailAddress;
import offhook.gateway.notify.Hospital;
import offhook.runtime.net.http.HttpFailure;
import offhook.runtime.net.http.Request;

/** {@code /api/hospital}: deliveries that were given up. */
public record HospitalPart(Hospital hospital) implements Part {

    /**
     * A delivery that was given up.
     *
     * @param address where a mail was to go; null in chat
     * @param written ISO 8601
     */
    record Patient(
            String id,
            String channel,
            String user,
            String address,
            String text,
            String written,
            int attempts,
            String cause) {

        static Patient of(Hospital.Patient patient) {
            return new Patient(
                    patient.id(),
                    patient.channel().name().toLowerCase(Locale.ROOT),
                    patient.user().value(),
                    patient.address().map(MailAddress::value).orElse(null),
                    patient.text(),
                    patient.written().toString(),
                    patient.attempts(),
                    patient.cause());
        }
    }

    /** @param address another one for a mail; null for the same */
    record Retry(String address) {}

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
