package offhook.gateway.control;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.CompletionStage;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.runtime.net.http.HttpFailure;
import offhook.runtime.net.http.Request;
import offhook.runtime.net.http.Response;
import offhook.voicemail.audio.UnsuitableAudio;
import offhook.voicemail.greeting.Greetings;
import offhook.voicemail.greeting.NewGreeting;

/** {@code /api/greeting}: what callers hear in place of the standard greeting. */
public record GreetingPart(Greetings greetings, Directory directory) implements Part {

    private static final String ONE = "/greeting/{user}";

    @Override
    public void install(Calls to) {
        to.get(ONE, request -> completedStage(shown(user(request))))
                .delete(ONE, request -> greetings.remove(user(request).id()).thenApply(GreetingPart::orNone))
                .on("PUT", ONE, NewGreeting.LARGEST, this::keep);
    }

    private User user(Request request) {
        return new Names(directory).user(request.variable("user"));
    }

    private ShownGreeting shown(User user) {
        return greetings
                .own(user.id())
                .map(ShownGreeting::of)
                .orElseThrow(() -> new HttpFailure(404, "they have no greeting of their own"));
    }

    private CompletionStage<Response> keep(Request request) {
        var user = user(request);
        try {
            return new NewGreeting(greetings)
                    .keep(user.id(), new ByteArrayInputStream(request.body()))
                    .thenApply(done -> Response.done());
        } catch (UnsuitableAudio e) {
            throw new HttpFailure(400, "this file cannot be a greeting: " + e.getMessage());
        } catch (IOException e) {
            throw new HttpFailure(400, "the file cannot be read");
        }
    }

    private static Object orNone(boolean done) {
        if (!done) {
            throw new HttpFailure(404, "they have no greeting of their own");
        }
        return null;
    }
}
