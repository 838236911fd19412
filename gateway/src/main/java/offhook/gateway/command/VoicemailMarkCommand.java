package offhook.gateway.command;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import offhook.gateway.control.LeftMessage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code offhook voicemail mark}. */
@Command(
        name = "mark",
        mixinStandardHelpOptions = true,
        description = "Marks a voicemail as new or heard, or gets a deleted one back.")
final class VoicemailMarkCommand implements Callable<Integer> {

    /** What people mark it as. */
    enum Mark {
        NEW,
        HEARD,
        KEPT;

        /** Its verb in the control API. */
        String verb() {
            return this == KEPT ? "keep" : name().toLowerCase(Locale.ROOT);
        }
    }

    @Mixin
    private final ConfigFile config;

    @Mixin
    private final VoicemailName voicemail = new VoicemailName();

    @Parameters(index = "2", paramLabel = "MARK", description = "new, heard or kept.")
    private Mark mark;

    @Spec
    private CommandSpec spec;

    VoicemailMarkCommand(Product product, Terminal terminal) {
        this.config = new ConfigFile(product, terminal);
    }

    @Override
    public Integer call() throws Exception {
        var path = voicemail.path() + '/' + mark.verb();
        var now = config.server().post(path, Map.of(), LeftMessage.class);
        spec.commandLine().getOut().println(voicemail.id() + " is " + now.state());
        return 0;
    }
}
