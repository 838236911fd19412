package offhook.gateway;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import offhook.runtime.config.Config;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.life.StartFailure;

/** {@code offhook}: the command line. */
public final class Main {

    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        if (args.length != 3 || !args[0].equals("start") || !args[1].equals("--config")) {
            System.err.println("Usage: offhook start --config FILE");
            System.exit(2);
        }
        try {
            var config = Config.bind(Path.of(args[2]), GatewayConfig.class, System.getenv());
            var gateway = new Gateway(config);
            gateway.start();
            Runtime.getRuntime().addShutdownHook(new Thread(gateway::stop, "stop"));
            System.out.println(gateway.ready());
        } catch (ConfigErrors e) {
            System.err.println(e.getMessage());
            System.exit(2);
        } catch (StartFailure e) {
            System.err.println("offhook: " + e.getMessage());
            System.exit(e.exitCode());
        }
        new CountDownLatch(1).await();
    }
}
