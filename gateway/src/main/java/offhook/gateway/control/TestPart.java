package offhook.gateway.control;

import offhook.directory.Directory;

/** {@code /api/test}: what an admin tries out. */
public record TestPart(TestAlert alert, Directory directory) implements Part {

    /** @param call what {@code explain call} knows it by */
    public record Sent(String user, String call) {}

    @Override
    public void install(Calls to) {
        to.post("/test/missed/{user}", request -> {
            var user = new Names(directory).user(request.variable("user"));
            return alert.missed(user).thenApply(call -> new Sent(user.id().value(), call));
        });
    }
}
