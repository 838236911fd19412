package offhook.gateway.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code offhook start}. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        description = "Starts the server, says where it listens, and runs until it is told to stop.")
final class StartCommand implements Callable<Integer> {

    private final Product product;

    @Mixin
    private final ConfigFile config;

    StartCommand(Product product, Terminal terminal) {
        this.product = product;
        this.config = new ConfigFile(product, terminal);
    }

    @Override
    public Integer call() throws Exception {
        product.run(config.path());
        return 0;
    }
}
