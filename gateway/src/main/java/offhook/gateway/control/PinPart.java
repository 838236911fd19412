package offhook.gateway.control;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.util.Locale;
import java.util.concurrent.CompletionStage;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.runtime.net.http.HttpFailure;
import offhook.runtime.net.http.Request;
import offhook.voicemail.pin.Pin;
import offhook.voicemail.pin.Pins;

/** {@code /api/pin}: with what people get to their voicemails from any phone. Nobody can read it. */
public record PinPart(Pins pins, Directory directory) implements Part {

    private static final String ONE = "/pin/{user}";

    @Override
    public void install(Calls to) {
        to.get(ONE, request -> completedStage(state(user(request))))
                .put(ONE, this::set)
                .delete(ONE, request -> pins.remove(user(request).id()).thenApply(PinPart::orNone))
                .post(ONE + "/unlock", request -> pins.unlock(user(request).id())
                        .thenApply(PinPart::orNone));
    }

    private User user(Request request) {
        return new Names(directory).user(request.variable("user"));
    }

    private PinState state(User user) {
        return new PinState(pins.state(user.id()).name().toLowerCase(Locale.ROOT));
    }

    private CompletionStage<?> set(Request request) {
        var user = user(request);
        var wanted = Json.read(request, NewPin.class);
        if (wanted.pin() == null) {
            throw new HttpFailure(400, "a PIN was expected");
        }
        try {
            return pins.set(user, Pin.chosen(wanted.pin(), user));
        } catch (IllegalArgumentException e) {
            throw new HttpFailure(400, e.getMessage());
        }
    }

    private static Object orNone(boolean done) {
        if (!done) {
            throw new HttpFailure(404, "they have no PIN");
        }
        return null;
    }
}
