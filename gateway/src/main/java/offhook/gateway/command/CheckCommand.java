package offhook.gateway.command;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import offhook.gateway.control.ControlClient;
import offhook.gateway.notify.MailTemplates;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code offhook check}. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Checks the configuration, data folder, list of people, ports, certificate, PBX and mail server; a line",
            "for each finding. Then, where [pbx] names its kind, what to write at the PBX for the extensions of",
            "your people. Changes nothing, and shows no password."
        },
        footer = {"", "Exit codes: 0 nothing is wrong, 1 something is, 2 the configuration cannot be read."})
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private final ConfigFile config;

    @Spec
    private CommandSpec spec;

    CheckCommand(Product product, Terminal terminal) {
        this.config = new ConfigFile(product, terminal);
    }

    @Override
    public Integer call() throws Exception {
        var settings = config.settings();
        var server = new ControlClient(settings.ops(), settings.data());
        var pbx = settings.pbx().map(config -> PbxCheck.of(settings, config, server.runs()));
        var findings = Stream.of(
                        Stream.of(Finding.ok(config.path() + " is in order")),
                        new StorageCheck(settings.storage(), settings.data(), server.runs()).findings(),
                        settings.hints().stream().map(Finding::warning),
                        PeopleCheck.of(settings, server.runs()).findings(),
                        new PortCheck(settings, server.runs()).findings(),
                        new CertificateCheck(
                                        settings.tls(),
                                        settings.names(),
                                        InstantSource.system().instant())
                                .findings(),
                        pbx.stream().flatMap(PbxCheck::findings),
                        new MailCheck(settings.mail(), InetAddress::getByName).findings(),
                        MailTemplates.in(settings.data()).mistakes().stream().map(Finding::wrong))
                .flatMap(each -> each)
                .toList();
        var out = spec.commandLine().getOut();
        findings.forEach(out::println);
        pbx.ifPresent(check -> check.recipe().forEach(out::println));
        out.flush();
        return findings.stream().anyMatch(Finding::isWrong) ? CommandFailure.FAILED : 0;
    }
}
