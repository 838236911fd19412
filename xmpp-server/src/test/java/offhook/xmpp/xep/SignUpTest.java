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
import offhook.directory.credentials.Password;
import offhook.runtime.testing.ManualTime;
import offhook.runtime.work.Overloaded;
import org.junit.jupiter.api.Test;

class SignUpTest {

    private final ManualTime time = new ManualTime();
    private final List<User> added = new ArrayList<>();
    private final SignUp signUp = new SignUp("capulet.example", this::add, Set.of("Admin"), new Quota(time, 5));

    private CompletionStage<User> add(User user, Password password) {
        if (user.id().value().equals("romeo")) {
            return CompletableFuture.failedStage(new Refusal(Refusal.Kind.EXISTS, "romeo is there already"));
        }
        if (user.id().value().equals("later")) {
            return CompletableFuture.failedStage(new Overloaded("people", 1));
        }
        added.add(user);
        return CompletableFuture.completedStage(user);
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
        for (var name : new String[] {"112", "+15550123", "*97", "admin", "ADMIN"}) {
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
