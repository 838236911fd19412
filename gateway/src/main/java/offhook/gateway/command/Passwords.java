package offhook.gateway.command;

import picocli.CommandLine.Option;

/** Where a new password comes from. */
final class Passwords {

    private final Terminal terminal;

    @Option(names = "--password-stdin", description = "Reads the password from the first line of standard input.")
    private boolean stdin;

    Passwords(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Fails with CommandFailure if there is nobody to ask, or two answers differ. */
    String ask() {
        var secret = new TypedSecret(terminal, "password", "--password-stdin");
        return stdin ? secret.firstLine() : secret.typedTwice();
    }
}
