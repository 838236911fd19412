package offhook.gateway.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A new secret from the terminal, without echo, or from standard input; never an argument, which others see.
 *
 * @param name what it is, such as PIN
 * @param option with which it comes from standard input
 */
record TypedSecret(Terminal terminal, String name, String option) {

    /** Fails with CommandFailure if there is none. */
    String firstLine() {
        var reader = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
        try {
            return Optional.ofNullable(reader.readLine())
                    .filter(line -> !line.isEmpty())
                    .orElseThrow(() -> new CommandFailure(
                            CommandFailure.USAGE, "standard input is empty: a " + name + " was expected"));
        } catch (IOException e) {
            throw new CommandFailure(CommandFailure.FAILED, "standard input cannot be read: " + e.getMessage());
        }
    }

    /** Fails with CommandFailure if there is nobody to ask, or two answers differ. */
    String typedTwice() {
        var first = terminal.secret(Character.toUpperCase(name.charAt(0)) + name.substring(1))
                .orElseThrow(() -> new CommandFailure(
                        CommandFailure.USAGE, "there is no terminal to ask for the " + name + ": use " + option));
        if (!terminal.secret("Again").equals(Optional.of(first))) {
            throw new CommandFailure(CommandFailure.FAILED, "the two " + name + "s differ");
        }
        return first;
    }
}
