package offhook.gateway.control;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.gateway.preference.PreferenceText;
import offhook.gateway.preference.Preferences;
import offhook.runtime.net.http.HttpFailure;
import offhook.runtime.net.http.Request;

/** {@code /api/users/…/preferences}: how somebody wants to be told, and their calls to be answered. */
public record PreferencePart(Preferences preferences, Directory directory) implements Part {

    private static final String PATH = "/users/{user}/preferences";

    @Override
    public void install(Calls to) {
        to.get(PATH, request -> completedStage(shown(user(request)))).put(PATH, this::change);
    }

    private User user(Request request) {
        return new Names(directory).user(request.variable("user"));
    }

    private Chosen shown(User user) {
        return new Chosen(
                PreferenceText.write(preferences.of(user.id())),
                user.notifyBy()
                        .map(policy -> policy.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                        .orElse(null));
    }

    private CompletionStage<Chosen> change(Request request) {
        var user = user(request);
        var wanted = Json.read(request, Chosen.class).preferences();
        var texts = new HashMap<>(PreferenceText.write(preferences.of(user.id())));
        texts.putAll(wanted == null ? Map.of() : wanted);
        try {
            return preferences.choose(user.id(), PreferenceText.read(texts)).thenApply(saved -> shown(user));
        } catch (IllegalArgumentException e) {
            throw new HttpFailure(400, e.getMessage());
        }
    }
}
