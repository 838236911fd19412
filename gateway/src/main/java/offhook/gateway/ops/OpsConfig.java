package offhook.gateway.ops;

import offhook.runtime.config.Default;
import offhook.runtime.config.Doc;
import offhook.runtime.config.Listen;

/** [ops] */
@Doc("Health, metrics, and what the command line talks to. Plain HTTP, so keep it on the machine.")
public record OpsConfig(
        @Doc("Where /healthz, /readyz, /metrics and the control API wait.") @Default("127.0.0.1:8080") Listen http) {

    /** @throws IllegalArgumentException if it asks for something else than HTTP over TCP */
    public OpsConfig {
        if (http.transport() != null && http.transport() != Listen.Transport.TCP) {
            throw new IllegalArgumentException("http: " + http + " is not [address:]port");
        }
    }
}
