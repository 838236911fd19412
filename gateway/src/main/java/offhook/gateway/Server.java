package offhook.gateway;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import offhook.gateway.command.Product;
import offhook.gateway.command.Settings;
import offhook.gateway.command.Settings.Port;
import offhook.mail.intake.IntakeConfig;
import offhook.runtime.config.Config;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.config.Listen;
import offhook.runtime.life.Hangup;
import offhook.runtime.life.StartFailure;

/** The server as the command line starts it. */
final class Server implements Product {

    @Override
    public Settings settings(Path file) throws ConfigErrors {
        var config = Config.bind(file, GatewayConfig.class, System.getenv());
        var ports = new ArrayList<Port>();
        for (Listen at : config.sip().listen()) {
            if (at.transport() == null || at.transport() == Listen.Transport.UDP) {
                ports.add(new Port("sip", true, at));
            }
            if (at.transport() != Listen.Transport.UDP) {
                ports.add(new Port("sip", false, at));
            }
        }
        config.xmpp().listen().forEach(at -> ports.add(new Port("xmpp", false, at)));
        if (!config.xmpp().component().isEmpty()) {
            config.xmpp().componentListen().forEach(at -> ports.add(new Port("xmpp", false, at)));
        }
        config.http().stream()
                .flatMap(http -> http.listen().stream())
                .forEach(at -> ports.add(new Port("http", false, at)));
        config.mail().intake().filter(IntakeConfig::isOn).stream()
                .flatMap(intake -> intake.listen().stream())
                .forEach(at -> ports.add(new Port("mail.intake", false, at)));
        return new Settings(
                config.domain(),
                config.data(),
                config.data().resolve(Foundation.KEY),
                config.storage(),
                config.directory(),
                config.ringGroups(),
                config.ops(),
                config.tls(),
                config.names(),
                config.mail(),
                config.pbx(),
                config.sip().trust(),
                hints(config),
                ports);
    }

    private static List<String> hints(GatewayConfig config) {
        return config.voicemail().isPresent() && config.http().isEmpty()
                ? List.of(
                        "[voicemail] without [http]: chat has no link to what was said, people hear it by phone or mail")
                : List.of();
    }

    @Override
    public void run(Path file) throws ConfigErrors, StartFailure, InterruptedException {
        var gateway = new Gateway(() -> Config.bind(file, GatewayConfig.class, System.getenv()));
        var stopped = new CountDownLatch(1);
        gateway.shutDownBy(stopped::countDown); // then the process exits, and the hook below stops everything
        gateway.start();
        Hangup.run(gateway::reload);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            gateway.stop();
                            stopped.countDown();
                        },
                        "stop"));
        System.out.println(gateway.ready());
        stopped.await();
    }
}
