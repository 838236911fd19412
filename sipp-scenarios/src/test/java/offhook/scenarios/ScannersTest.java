package offhook.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIPVicious, with which others look for open doors: it finds a SIP server, and nothing more. */
class ScannersTest {

    private static final int SECONDS = 60;

    private static Product product;

    /** Where it keeps its sessions. */
    @TempDir
    Path home;

    @BeforeAll
    static void start() {
        product = new Product("", List.of("juliet", "romeo"));
        product.register("juliet");
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    private String run(String tool, String... options) throws IOException, InterruptedException {
        // From another port each time: what is repeated for one run is no answer to the next.
        var command = new ArrayList<>(List.of(tool, "-p", "" + product.sip().getPort(), "-P", "" + Ports.free()));
        command.addAll(List.of(options));
        command.add("127.0.0.1");
        var output = home.resolve(tool);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(output.toFile());
        builder.environment().put("HOME", home.toString());
        var process = builder.start();
        boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as(tool).isTrue();
        return Files.readString(output);
    }

    @Test
    void aServerIsSeenAndItsNameIsNot() throws Exception {
        assertThat(run("svmap")).contains("127.0.0.1").contains("unknown").doesNotContainIgnoringCase("offhook");
    }

    /** 201 and 202 are there, the others are not. */
    @ParameterizedTest
    @ValueSource(strings = {"REGISTER", "OPTIONS", "INVITE", "SUBSCRIBE", "MESSAGE"})
    void nobodyIsSeenThere(String method) throws Exception {
        assertThat(run("svwar", "-m", method, "--domain", Product.DOMAIN, "-e", "195-205"))
                .contains("replied with an authentication request for an unknown extension")
                .contains("found nothing");
        assertThat(run("svwar", "--force", "-m", method, "--domain", Product.DOMAIN, "-e", "195-205"))
                .contains("found nothing")
                .doesNotContain("| Extension");
    }

    /** A call that rings reveals whom it rings; nobody else is revealed, and no number outside is called. */
    @Test
    void nobodyCallsOut() throws Exception {
        assertThat(run("svwar", "--force", "-m", "INVITE", "-e", "9000-9010,0015550100-0015550103"))
                .contains("found nothing")
                .doesNotContain("| Extension");
    }

    @Test
    void noPasswordIsFoundThatIsNotTheRightOne() throws Exception {
        assertThat(guess("secret", "1234", "juliet", "")).contains("found nothing");
        assertThat(guess("secret", Product.PASSWORD)).contains("| juliet").contains(Product.PASSWORD);
    }

    private String guess(String... passwords) throws Exception {
        var dictionary = home.resolve("passwords");
        Files.write(dictionary, List.of(passwords));
        return run("svcrack", "-u", "juliet", "-d", dictionary.toString(), "--domain", Product.DOMAIN);
    }
}
