package offhook.xmpp.stream;

import java.util.function.Function;
import offhook.runtime.net.LoginTls;
import offhook.runtime.net.NettyLoop;

/**
 * What all connections have in common that come in at one port and live on one loop.
 *
 * @param opened makes what is to live on a connection
 * @param tls null for what never asks for TLS
 * @param portion what came in is copied there before it is read; one array for all
 * @param directTls whether TLS comes before the stream, XEP-0368
 */
public record Entrance(
        Function<Connection, ConnectionListener> opened,
        LoginTls tls,
        NettyLoop loop,
        byte[] portion,
        boolean directTls) {}
