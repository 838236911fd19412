package offhook.gateway.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import offhook.directory.DirectoryConfig;
import offhook.gateway.control.ControlWorld;
import offhook.gateway.ops.OpsConfig;
import offhook.mail.MailConfig;
import offhook.pbx.WatchConfig;
import offhook.runtime.config.Config;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;
import offhook.runtime.config.Listen;
import offhook.runtime.life.StartFailure;
import offhook.runtime.net.TlsConfig;
import offhook.runtime.storage.StorageConfig;

/** The command line in this process, with its folder, environment, input and output in our hand. */
final class CommandWorld implements Terminal, Product {

    /** The part of the real file that the commands look at. */
    record File(
            @Doc("The domain.") String domain,
            @Doc("The data folder.") @Default("data") Path data,
            @Doc("What is listened on.") @Default("") List<Listen> listen,
            DirectoryConfig directory,
            StorageConfig storage,
            TlsConfig tls,
            MailConfig mail,
            Optional<WatchConfig> pbx,
            OpsConfig ops) {}

    /** What a command said, and how it ended. */
    record Said(int exitCode, String out, String err) {}

    private final Path folder;
    final Map<String, String> environment = new HashMap<>();
    final Queue<String> typed = new ArrayDeque<>();
    String input = "";
    StartFailure failure;
    Path started;

    CommandWorld(Path folder) {
        this.folder = folder;
    }

    /** A file for the commands, {@code offhook.toml} in the folder. */
    void write(ControlWorld server, String... more) throws Exception {
        var port = server == null ? "127.0.0.1:1" : server.ops().http().toString();
        java.nio.file.Files.writeString(
                folder.resolve("offhook.toml"),
                "domain = \"" + ControlWorld.DOMAIN + "\"\n" + String.join("\n", more) + "\n[ops]\nhttp = \"" + port
                        + "\"\n");
    }

    Said run(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exitCode = OffhookCommand.line(this, this)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
        return new Said(exitCode, out.toString(), err.toString());
    }

    @Override
    public Settings settings(Path config) throws ConfigErrors {
        var file = Config.bind(config, File.class, environment);
        return new Settings(
                file.domain(),
                file.data(),
                file.data().resolve("master.key"),
                file.storage(),
                file.directory(),
                List.of(),
                file.ops(),
                file.tls(),
                List.of(file.domain()),
                file.mail(),
                file.pbx(),
                Optional.empty(),
                List.of(),
                file.listen().stream()
                        .map(at -> new Settings.Port("sip", at.transport() == Listen.Transport.UDP, at))
                        .toList());
    }

    @Override
    public void run(Path config) throws ConfigErrors, StartFailure {
        settings(config);
        if (failure != null) {
            throw failure;
        }
        started = config;
    }

    @Override
    public Map<String, String> environment() {
        return environment;
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public InputStream in() {
        return new ByteArrayInputStream(input.getBytes(UTF_8));
    }

    @Override
    public Optional<String> secret(String prompt) {
        return Optional.ofNullable(typed.poll());
    }
}
