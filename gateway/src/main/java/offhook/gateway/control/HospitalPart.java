package offhook.gateway.control;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import offhook.directory.address.MailAddress;
import offhook.gateway.notify.Hospital;
import offhook.mail.intake.Intake;
import offhook.runtime.net.http.HttpFailure;
import offhook.runtime.net.http.Request;

/**
 * {@code /api/hospital}: deliveries that were given up, and mails of the PBX of which nobody could make anything.
 *
 * @param intake empty where no mail is taken in
 */
public record HospitalPart(Hospital hospital, Optional<Intake> intake) implements Part {

    @Override
    public void install(Calls to) {
        to.get("/hospital", request -> completedStage(patients()))
                .post("/hospital/{id}/retry", this::retry)
                .delete("/hospital/{id}", request -> drop(request.variable("id")));
    }

    private List<Patient> patients() {
        var mails = intake.stream().flatMap(it -> it.hospital().stream());
        return Stream.concat(hospital.list().stream().map(Patient::of), mails.map(Patient::of))
                .sorted(Comparator.comparing(Patient::written))
                .toList();
    }

    /** The intake, if this is one of its mails. */
    private Optional<Intake> mail(String id) {
        return intake.filter(mails -> mails.hasPatient(id));
    }

    private CompletionStage<?> drop(String id) {
        return known(mail(id).map(mails -> mails.drop(id)).orElseGet(() -> hospital.drop(id)));
    }

    private CompletionStage<?> retry(Request request) {
        var id = request.variable("id");
        var address = Json.read(request, Retry.class).address();
        var mail = mail(id);
        if (mail.isPresent()) {
            return known(mail.get().retry(id, Optional.ofNullable(address)));
        }
        return known(address == null ? hospital.retry(id) : hospital.retry(id, address(address)));
    }

    private static MailAddress address(String address) {
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
