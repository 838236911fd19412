package offhook.gateway.command;

import java.util.concurrent.Callable;
import offhook.gateway.control.Patient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code offhook hospital list}. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the alerts and the mails of the PBX that were given up, with their cause.")
final class HospitalListCommand implements Callable<Integer> {

    @Mixin
    private final ConfigFile config;

    @Spec
    private CommandSpec spec;

    HospitalListCommand(Product product, Terminal terminal) {
        this.config = new ConfigFile(product, terminal);
    }

    @Override
    public Integer call() throws Exception {
        var table = new Table("ID", "FOR", "BY", "SINCE", "TRIED", "CAUSE", "TEXT");
        for (var patient : config.server().get("/hospital", Patient[].class)) {
            var address = patient.address() == null ? "" : " " + patient.address();
            table.row(
                    patient.id(),
                    patient.user() + address,
                    patient.channel(),
                    patient.written(),
                    Integer.toString(patient.attempts()),
                    patient.cause(),
                    patient.text().lines().findFirst().orElse(""));
        }
        table.print(spec.commandLine().getOut());
        return 0;
    }
}
