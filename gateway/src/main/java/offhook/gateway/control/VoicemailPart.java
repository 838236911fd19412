package offhook.gateway.control;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import offhook.directory.Directory;
import offhook.directory.UserId;
import offhook.runtime.net.http.HttpFailure;
import offhook.runtime.net.http.Request;
import offhook.voicemail.box.Voicemail;
import offhook.voicemail.box.Voicemails;

/** {@code /api/voicemail}: somebody's voicemails, and what state they are in. */
public record VoicemailPart(Voicemails voicemails, Directory directory) implements Part {

    private static final String ALL = "/voicemail/{user}";
    private static final String ONE = ALL + "/{id}";

    @Override
    public void install(Calls to) {
        to.get(ALL, request -> completedStage(shown(voicemails.list(box(request)))))
                .get(ALL + "/deleted", request -> completedStage(shown(voicemails.deleted(box(request)))))
                .post(ONE + "/heard", request -> changed(request, voicemails::heard))
                .post(ONE + "/new", request -> changed(request, voicemails::renewed))
                .post(ONE + "/keep", request -> changed(request, voicemails::kept))
                .delete(ONE, request -> changed(request, voicemails::deleted));
    }

    private UserId box(Request request) {
        return new Names(directory).user(request.variable("user")).id();
    }

    private static List<LeftMessage> shown(List<Voicemail> voicemails) {
        return voicemails.stream().map(LeftMessage::of).toList();
    }

    private CompletionStage<LeftMessage> changed(
            Request request, BiFunction<UserId, String, CompletionStage<Optional<Voicemail>>> verb) {
        return verb.apply(box(request), request.variable("id")).thenApply(now -> now.map(LeftMessage::of)
                .orElseThrow(() -> new HttpFailure(404, "they have no voicemail of this id")));
    }
}
