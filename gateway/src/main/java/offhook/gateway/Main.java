package offhook.gateway;

import offhook.gateway.command.OffhookCommand;
import offhook.gateway.command.Terminal;

/** {@code offhook}: the command line. */
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(OffhookCommand.line(new Server(), Terminal.ofProcess()).execute(args));
    }
}
