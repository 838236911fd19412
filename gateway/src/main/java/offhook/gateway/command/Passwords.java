package offhook.gateway.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where a new password comes from: the terminal, without echo, or standard input; never an argument, which others see. */
final class Passwords {

    private final Terminal terminal;

    @Option(names = "--password-stdin", description = "Reads the password from the first line of standard input.")
    private boolean stdin;

    Passwords(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Fails with CommandFailure if there is nobody to ask, or two answers differ. */
    String ask() {
        return stdin ? firstLine() : typedTwice();
    }

    private String firstLine() {
        var reader = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
        try {
            return Optional.ofNullable(reader.readLine())
                    .filter(line -> !line.isEmpty())
                    .orElseThrow(() -> new CommandFailure(
                            CommandFailure.USAGE, "standard input is empty: a password was expected"));
        } catch (IOException e) {
            throw new CommandFailure(CommandFailure.FAILED, "standard input cannot be read: " + e.getMessage());
        }
    }

    private String typedTwice() {
        var first = terminal.secret("Password")
                .orElseThrow(() -> new CommandFailure(
                        CommandFailure.USAGE, "there is no terminal to ask for the password: use --password-stdin"));
        if (!terminal.secret("Again").equals(Optional.of(first))) {
            throw new CommandFailure(CommandFailure.FAILED, "the two passwords differ");
        }
        return first;
    }
}
