package offhook.xmpp.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.roster.Visibility;
import offhook.xmpp.routing.Target;
import offhook.xmpp.testing.World;
import offhook.xmpp.xep.Discovery;
import offhook.xmpp.xml.Element;
import org.junit.jupiter.api.Test;

class ServerCapabilitiesTest {

    private static final String INFO = "http://jabber.org/protocol/disco#info";

    private final World world = new World();

    /** XEP-0115 §5.4, §7: a client that checks what it was told in short against the long answer finds them the same. */
    @Test
    void whatIsSaidInShortIsWhatIsSaidAtLength() {
        var discovery = new Discovery(world.router, List.of(), new Visibility(world.accounts, world.rosters));
        world.install(new Capabilities(world.questions)).install(discovery);
        world.installer.form(
                Target.SERVER,
                DataForm.of("result", "http://jabber.org/network/serverinfo")
                        .with("abuse-addresses", "list-multi", "", List.of("mailto:abuse@capulet.example")));
        var capabilities = new ServerCapabilities(discovery.ofServer());
        world.installer.nodes(Target.SERVER, capabilities);
        var brief = capabilities.streamFeature();
        var node = brief.attribute("node").orElseThrow()
                + '#'
                + brief.attribute("ver").orElseThrow();

        var answer = Element.parse(world.online("juliet/balcony")
                .answer("<iq type='get' id='1' to='capulet.example'><query xmlns='" + INFO + "' node='" + node
                        + "'/></iq>"));

        var info = answer.child("query", INFO).orElseThrow();
        assertThat(info.attribute("node")).contains(node);
        assertThat(CapsHash.of(info, "sha-1")).isEqualTo(brief.attribute("ver"));
        assertThat(info.toString()).contains("<feature var='" + Capabilities.NS + "'/>", "abuse@capulet.example");
    }
}
