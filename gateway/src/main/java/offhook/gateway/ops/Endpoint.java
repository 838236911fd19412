package offhook.gateway.ops;

import offhook.runtime.net.http.Routes;

/** Something the operations server answers. */
@FunctionalInterface
public interface Endpoint {

    void install(Routes to);
}
