package offhook.gateway.control;

import static java.util.concurrent.CompletableFuture.completedStage;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import offhook.runtime.net.http.HttpFailure;
import offhook.runtime.net.http.Request;
import offhook.runtime.net.http.Response;

/** {@code /api/users}: who is in the directory, and changes of it. */
public record PeoplePart(PeopleDesk desk) implements Part {

    private static final int LARGEST_LIST = 16 << 20;

    @Override
    public void install(Calls to) {
        to.get("/users", request -> completedStage(desk.list()))
                .post("/users", request -> checked(() -> desk.add(Json.read(request, NewPerson.class))))
                .on("POST", "/users/import", LARGEST_LIST, this::read)
                .put("/users/{user}/password", this::password)
                .delete("/users/{user}", request -> desk.remove(request.variable("user")));
    }

    private CompletionStage<?> password(Request request) {
        var wanted = Json.read(request, NewPassword.class);
        if (wanted.password() == null) {
            throw new HttpFailure(400, "a password was expected");
        }
        var user = request.variable("user");
        return checked(() ->
                wanted.phone() ? desk.phonePassword(user, wanted.password()) : desk.password(user, wanted.password()));
    }

    /** Hashing thousands of passwords takes longer than an answer may: the line comes when it is done. */
    private CompletionStage<Response> read(Request request) {
        var report = desk.add(request.body());
        return completedStage(
                Response.feed("application/x-ndjson", wake -> new OneLine<>(report, Imported::failed, wake)));
    }

    private static <T> T checked(Supplier<T> texts) {
        try {
            return texts.get();
        } catch (IllegalArgumentException e) {
            throw new HttpFailure(400, e.getMessage());
        }
    }
}
