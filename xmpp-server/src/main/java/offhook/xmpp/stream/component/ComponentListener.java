package offhook.xmpp.stream.component;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import offhook.runtime.config.Listen;
import offhook.runtime.net.EventLoops;
import offhook.runtime.net.NettyLoop;
import offhook.runtime.net.Ports;
import offhook.xmpp.stream.Entrance;
import offhook.xmpp.stream.NettyConnection;

/** Takes the connections of components, which are not encrypted: for the loopback, or a network of one's own. Safe to share. */
public final class ComponentListener {

    private static final int PORTION = 16 * 1024;

    private final EventLoops loops;
    private final Map<NettyLoop, Entrance> entrances = new HashMap<>();
    private final Ports ports = new Ports();

    public ComponentListener(EventLoops loops, Components components) {
        this.loops = loops;
        loops.loops()
                .forEach(loop ->
                        entrances.put(loop, new Entrance(components::open, null, loop, new byte[PORTION], false)));
    }

    /**
     * Listens. Blocks.
     *
     * @throws offhook.runtime.net.BindFailure if it cannot; then it listens nowhere
     */
    public void start(List<Listen> listen) {
        listen.forEach(at -> ports.open(loops.server().childHandler(Ports.each(this::taken)), at));
    }

    private void taken(Channel channel) {
        channel.pipeline().addLast(new NettyConnection(entrances.get(loops.loopOf(channel)), channel));
    }

    /** Where components can connect, with the real ports. */
    public List<InetSocketAddress> addresses() {
        return ports.addresses();
    }

    /** Takes nobody new. Blocks. */
    public void stopAccepting() {
        ports.close();
    }
}
