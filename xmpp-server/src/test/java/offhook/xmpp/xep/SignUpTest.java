package offhook.xmpp.xep;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.directory.Refusal;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.credentials.Password;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.work.Overloaded;
import org.junit.jupiter.api.Test;

class SignUpTest {

    private final ManualTime time = new ManualTime();
    private final List<User> added = new ArrayList<>();
    private final SignUp signUp = new SignUp("capulet.example", people(), Set.of("Admin"), new Quota(time, 5));

    private SelfService people() {
        return new SelfService() {

            @Override
            public CompletionStage<User> add(User user, Password password) {
                return switch (user.id().value()) {
                    case "romeo" ->
                        CompletableFuture.failedStage(new Refusal(Refusal.Kind.EXISTS, "romeo is there already"));
                    case "later" -> CompletableFuture.failedStage(new Overloaded("people", 1));
                    default -> {
                        added.add(user);
                        yield CompletableFuture.completedStage(user);
                    }
                };
            }

            @Override
            public CompletionStage<?> password(UserId id, Password password) {
                throw new AssertionError("not before login");
            }

            @Override
            public CompletionStage<?> remove(UserId id) {
                throw new AssertionError("not before login");
            }
        };
    }

    @Test
    void makesAnAccountWithAPreparedName() {
        assertThat(register("Juliet", "secret")).isEqualTo("made");

        assertThat(added).singleElement().satisfies(user -> {
            assertThat(user.jid()).hasToString("juliet@capulet.example");
            assertThat(user.enabled()).isTrue();
            assertThat(user.groups()).isEmpty();
        });
    }

    @Test
    void saysWhyNot() {
        assertThat(register("romeo", "secret")).startsWith("conflict");
        assertThat(register("later", "secret")).startsWith("resource-constraint");
        assertThat(register("a@b", "secret")).startsWith("not-acceptable");
        assertThat(register("juliet", "\u0007")).startsWith("not-acceptable");
        assertThat(added).isEmpty();
    }

    @Test
    void givesAwayNothingThatIsDialledAndNoAdministrator() {
        for (var name : new String[] {"112", "+1-555.0123", "*97", "admin", "ADMIN"}) {
            assertThat(register(name, "secret")).startsWith("not-acceptable");
        }
        assertThat(added).isEmpty();
    }

    @Test
    void anAddressAsksOnlySoOftenInAnHour() {
        for (int i = 0; i < 5; i++) {
            assertThat(register("user" + i, "secret")).isEqualTo("made");
        }
        assertThat(register("user5", "secret")).startsWith("resource-constraint");
        time.pass(Duration.ofMinutes(59));
        assertThat(register("user5", "secret")).startsWith("resource-constraint");
        time.pass(Duration.ofMinutes(1));
        assertThat(register("user5", "secret")).isEqualTo("made");
    }

    private String register(String name, String password) {
        return signUp.register(name, password, InetAddress.getLoopbackAddress())
                .handle((made, failure) -> failure == null
                        ? "made"
                        : (failure.getCause() == null ? failure : failure.getCause()).getMessage())
                .toCompletableFuture()
                .join();
    }
}
