package offhook.gateway.command;

import java.nio.file.Path;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.life.StartFailure;

/** The server, as the command line knows it. */
public interface Product {

    /** What the commands need of the configuration file. */
    Settings settings(Path config) throws ConfigErrors;

    /** Starts the server, says where it listens, and returns when it has been told to stop. */
    void run(Path config) throws ConfigErrors, StartFailure, InterruptedException;
}
