package offhook.gateway.command;

import offhook.directory.Refusal;
import offhook.gateway.control.NotRunning;
import offhook.gateway.control.Refused;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.life.StartFailure;
import offhook.runtime.storage.StorageFailure;
import offhook.runtime.work.Cause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** How commands fail: with lines on standard error and an exit code, never with a stack trace. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    @Override
    public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
        var failure = Cause.of(thrown);
        if (failure instanceof ConfigErrors) {
            command.getErr().println(failure.getMessage()); // its lines name the file themselves
            return CommandFailure.USAGE;
        }
        command.getErr().println("offhook: " + line(failure));
        if (failure instanceof StartFailure start) {
            return start.exitCode();
        }
        return failure instanceof CommandFailure known ? known.exitCode() : CommandFailure.FAILED;
    }

    private static String line(Throwable failure) {
        if (failure instanceof CommandFailure
                || failure instanceof NotRunning
                || failure instanceof Refused
                || failure instanceof Refusal
                || failure instanceof StartFailure
                || failure instanceof StorageFailure) {
            return failure.getMessage();
        }
        LOG.error("a command failed by a fault of ours", failure);
        return "failed by a fault of ours: " + failure;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] args) {
        var command = wrong.getCommandLine();
        command.getErr().println("offhook: " + wrong.getMessage());
        command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
        return CommandFailure.USAGE;
    }
}
