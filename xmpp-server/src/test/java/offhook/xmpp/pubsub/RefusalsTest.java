package offhook.xmpp.pubsub;

import static offhook.xmpp.pubsub.PubsubWorld.creating;
import static offhook.xmpp.pubsub.PubsubWorld.publish;
import static offhook.xmpp.pubsub.PubsubWorld.subscribe;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import offhook.runtime.config.Size;
import offhook.xmpp.pubsub.PubsubConfig.Makers;
import offhook.xmpp.testing.TestClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom the service refuses what, with which conditions, XEP-0060: {@code file} is one node of many, each of its kind. */
class RefusalsTest {

    private static final PubsubConfig SMALL =
            new PubsubConfig(true, "", Makers.EVERYBODY, 12, 5, new Size(1_000), 3, new Size(10_000));

    private static PubsubWorld world;
    private static final Map<String, TestClient> CLIENTS = new HashMap<>();

    @BeforeAll
    static void start() {
        world = new PubsubWorld(SMALL);
        for (var name : List.of("juliet", "romeo", "nurse", "tybalt")) {
            CLIENTS.put(name, world.world.online(name + "/home"));
        }
        var juliet = CLIENTS.get("juliet");
        world.done(juliet, creating("open", "type", "urn:a"));
        world.done(juliet, creating("presence", "access_model", "presence"));
        world.done(juliet, creating("roster", "access_model", "roster"));
        world.done(juliet, creating("whitelist", "access_model", "whitelist"));
        world.done(juliet, creating("authorize", "access_model", "authorize"));
        world.done(juliet, creating("banned"));
        world.done(juliet, creating("closed", "subscribe", "0"));
        world.done(juliet, creating("bell", "persist_items", "0", "deliver_payloads", "0"));
        world.done(juliet, creating("full"));
        world.done(juliet, publish("open", "1"));
        affiliate("banned", "outcast");
        affiliate("bell", "publisher");
        for (var client : List.of("/home", "/a", "/b")) {
            world.done(juliet, subscribe("full", "juliet@capulet.example" + client));
        }
    }

    private static void affiliate(String node, String affiliation) {
        world.done(
                CLIENTS.get("juliet"),
                "owner <affiliations node='" + node + "'><affiliation jid='romeo@capulet.example' affiliation='"
                        + affiliation + "'/></affiliations>");
    }

    @AfterAll
    static void close() {
        CLIENTS.clear();
        world.close();
    }

    @ParameterizedTest(name = "{0} {1}: {2} {3} {4}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            # §6.1.3, §6.1.4 subscribe
            bad-request             | invalid-jid           | romeo | set | <subscribe node='open' jid='nurse@capulet.example'/>
            bad-request             | invalid-jid           | romeo | set | <subscribe node='open' jid='@'/>
            bad-request             | jid-required          | romeo | set | <subscribe node='open'/>
            bad-request             | nodeid-required       | romeo | set | <subscribe jid='romeo@capulet.example'/>
            not-authorized          | presence-subscription-required | romeo | set | <subscribe node='presence' jid='romeo@capulet.example'/>
            not-authorized          | not-in-roster-group   | romeo | set | <subscribe node='roster' jid='romeo@capulet.example'/>
            not-allowed             | closed-node           | romeo | set | <subscribe node='whitelist' jid='romeo@capulet.example'/>
            forbidden               |                       | romeo | set | <subscribe node='banned' jid='romeo@capulet.example'/>
            policy-violation        | too-many-subscriptions | romeo | set | <subscribe node='full' jid='romeo@capulet.example'/>
            feature-not-implemented | unsupported           | romeo | set | <subscribe node='closed' jid='romeo@capulet.example'/>
            item-not-found          |                       | romeo | set | <subscribe node='none' jid='romeo@capulet.example'/>
            bad-request             | invalid-options       | romeo | set | <subscribe node='open' jid='romeo@capulet.example'/><options><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>http://jabber.org/protocol/pubsub#subscribe_options</value></field><field var='pubsub#deliver'><value>maybe</value></field></x></options>
            # §6.2.3 unsubscribe, §6.3.4 options
            unexpected-request      | not-subscribed        | romeo | set | <unsubscribe node='open' jid='romeo@capulet.example'/>
            not-acceptable          | invalid-subid         | romeo | set | <unsubscribe node='open' jid='romeo@capulet.example' subid='1'/>
            bad-request             | invalid-jid           | romeo | set | <unsubscribe node='full' jid='juliet@capulet.example/home'/>
            item-not-found          |                       | romeo | set | <unsubscribe node='none' jid='romeo@capulet.example'/>
            unexpected-request      | not-subscribed        | romeo | get | <options node='open' jid='romeo@capulet.example'/>
            bad-request             | jid-required          | romeo | get | <options node='open'/>
            bad-request             |                       | juliet | set | <options node='full' jid='juliet@capulet.example/home'/>
            # §6.5.9 retrieve
            not-authorized          | presence-subscription-required | romeo | get | <items node='presence'/>
            not-authorized          | not-in-roster-group   | romeo | get | <items node='roster'/>
            not-allowed             | closed-node           | romeo | get | <items node='whitelist'/>
            not-authorized          | not-subscribed        | romeo | get | <items node='authorize'/>
            forbidden               |                       | romeo | get | <items node='banned'/>
            feature-not-implemented | unsupported           | romeo | get | <items node='bell'/>
            item-not-found          |                       | romeo | get | <items node='none'/>
            bad-request             | nodeid-required       | romeo | get | <items/>
            bad-request             |                       | romeo | get | <items node='open' max_items='many'/>
            not-acceptable          | invalid-subid         | romeo | get | <items node='open' subid='1'/>
            item-not-found          |                       | romeo | get | <items node='open'/><set xmlns='http://jabber.org/protocol/rsm'><after>9</after></set>
            bad-request             |                       | romeo | get | <items node='open'/><set xmlns='http://jabber.org/protocol/rsm'><max>-1</max></set>
            # §7.1.3 publish
            forbidden               |                       | romeo | set | <publish node='open'><item><a xmlns='urn:a'/></item></publish>
            item-not-found          |                       | juliet | set | <publish node='none'><item><a xmlns='urn:a'/></item></publish>
            not-acceptable          | payload-too-big       | juliet | set | <publish node='open'><item><a xmlns='urn:a'>{large}</a></item></publish>
            bad-request             | invalid-payload       | juliet | set | <publish node='open'><item><a xmlns='urn:b'/></item></publish>
            bad-request             | invalid-payload       | juliet | set | <publish node='open'><item><a xmlns='urn:a'/><a xmlns='urn:a'/></item></publish>
            bad-request             | payload-required      | juliet | set | <publish node='open'><item/></publish>
            bad-request             | item-required         | juliet | set | <publish node='open'/>
            bad-request             | item-forbidden        | romeo | set | <publish node='bell'><item/></publish>
            not-allowed             | max-items-exceeded    | juliet | set | <publish node='open'><item/><item/><item/><item/><item/><item/></publish>
            bad-request             |                       | juliet | set | <publish node='open'><item id='1'><a xmlns='urn:a'/></item><item id='1'><a xmlns='urn:a'/></item></publish>
            not-acceptable          |                       | juliet | set | <publish node='open'><item id='{large}'><a xmlns='urn:a'/></item></publish>
            bad-request             | nodeid-required       | juliet | set | <publish><item/></publish>
            conflict                | precondition-not-met  | juliet | set | <publish node='open'><item><a xmlns='urn:a'/></item></publish><publish-options><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>http://jabber.org/protocol/pubsub#publish-options</value></field><field var='pubsub#access_model'><value>whitelist</value></field></x></publish-options>
            # §7.2.3 retract
            forbidden               |                       | romeo | set | <retract node='open'><item id='1'/></retract>
            item-not-found          |                       | juliet | set | <retract node='open'><item id='9'/></retract>
            item-not-found          |                       | juliet | set | <retract node='none'><item id='1'/></retract>
            bad-request             | nodeid-required       | juliet | set | <retract><item id='1'/></retract>
            bad-request             | item-required         | juliet | set | <retract node='open'/>
            bad-request             | item-required         | juliet | set | <retract node='open'><item/></retract>
            feature-not-implemented | unsupported           | juliet | set | <retract node='bell'><item id='1'/></retract>
            # §8.1 create
            conflict                |                       | romeo | set | <create node='open'/>
            not-acceptable          |                       | romeo | set | <create node='{large}'/>
            not-acceptable          |                       | romeo | set | <create node='x'/><configure><x xmlns='jabber:x:data' type='submit'><field var='pubsub#access_model'><value>all</value></field><field var='FORM_TYPE'><value>http://jabber.org/protocol/pubsub#node_config</value></field></x></configure>
            not-acceptable          |                       | romeo | set | <create node='x'/><configure><x xmlns='jabber:x:data' type='submit'><field var='pubsub#max_items'><value>6</value></field><field var='FORM_TYPE'><value>http://jabber.org/protocol/pubsub#node_config</value></field></x></configure>
            feature-not-implemented | unsupported           | romeo | set | <create node='x'/><configure><x xmlns='jabber:x:data' type='submit'><field var='pubsub#node_type'><value>collection</value></field><field var='FORM_TYPE'><value>http://jabber.org/protocol/pubsub#node_config</value></field></x></configure>
            bad-request             |                       | romeo | set | <create node='x'/><configure><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>urn:other</value></field></x></configure>
            bad-request             |                       | romeo | set | <create node='x'/><configure node='x'/>
            bad-request             |                       | romeo | set | <configure/><create node='x'/>
            # §6.3.7: options beside a subscription say neither where nor whose
            bad-request             |                       | romeo | set | <subscribe node='open' jid='romeo@capulet.example'/><options node='open'/>
            bad-request             |                       | romeo | set | <subscribe node='open' jid='romeo@capulet.example'/><options jid='romeo@capulet.example'/>
            # §8.2.3 configure, §8.4.3 delete, §8.5.3 purge
            forbidden               |                       | romeo | get | owner <configure node='open'/>
            forbidden               |                       | romeo | set | owner <configure node='open'><x xmlns='jabber:x:data' type='cancel'/></configure>
            bad-request             | nodeid-required       | juliet | get | owner <configure/>
            item-not-found          |                       | juliet | get | owner <configure node='none'/>
            bad-request             |                       | juliet | set | owner <configure node='open'/>
            forbidden               |                       | romeo | set | owner <delete node='open'/>
            item-not-found          |                       | juliet | set | owner <delete node='none'/>
            forbidden               |                       | romeo | set | owner <purge node='open'/>
            feature-not-implemented | unsupported           | juliet | set | owner <purge node='bell'/>
            item-not-found          |                       | juliet | set | owner <purge node='none'/>
            # §8.8, §8.9 who is what
            forbidden               |                       | romeo | get | owner <subscriptions node='open'/>
            forbidden               |                       | romeo | set | owner <subscriptions node='open'><subscription jid='romeo@capulet.example' subscription='subscribed'/></subscriptions>
            not-acceptable          |                       | juliet | set | owner <subscriptions node='open'><subscription jid='romeo@capulet.example' subscription='maybe'/></subscriptions>
            policy-violation        | too-many-subscriptions | juliet | set | owner <subscriptions node='full'><subscription jid='romeo@capulet.example' subscription='subscribed'/></subscriptions>
            forbidden               |                       | romeo | get | owner <affiliations node='open'/>
            forbidden               |                       | romeo | set | owner <affiliations node='open'><affiliation jid='romeo@capulet.example' affiliation='owner'/></affiliations>
            not-acceptable          |                       | juliet | set | owner <affiliations node='open'><affiliation jid='juliet@capulet.example' affiliation='none'/></affiliations>
            not-acceptable          |                       | juliet | set | owner <affiliations node='open'><affiliation jid='romeo@capulet.example' affiliation='king'/></affiliations>
            bad-request             | invalid-jid           | juliet | set | owner <affiliations node='open'><affiliation affiliation='member'/></affiliations>
            bad-request             |                       | juliet | set | owner <affiliations node='open'><affiliation jid='a@b' affiliation='member'/><affiliation jid='a@b' affiliation='none'/></affiliations>
            resource-constraint     |                       | juliet | set | owner <affiliations node='open'><affiliation jid='a@b' affiliation='member'/><affiliation jid='b@b' affiliation='member'/><affiliation jid='c@b' affiliation='member'/></affiliations>
            item-not-found          |                       | juliet | get | owner <affiliations node='none'/>
            # What nobody knows
            bad-request             |                       | juliet | set | owner {nothing}
            feature-not-implemented |                       | juliet | set | <guess/>
            feature-not-implemented |                       | juliet | get | <guess/>
            feature-not-implemented |                       | juliet | set | owner <guess/>
            feature-not-implemented |                       | juliet | get | owner <guess/>
            """)
    void refused(String condition, String detail, String who, String type, String inside) {
        var answer = world.ask(
                CLIENTS.get(who),
                type,
                inside.replace("{large}", "x".repeat(1_001)).replace("{nothing}", ""));
        assertThat(answer).contains("type='error'", "<" + condition + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'");
        if (detail == null) {
            assertThat(answer).doesNotContain("pubsub#errors");
        } else {
            assertThat(answer).contains("<" + detail + " xmlns='http://jabber.org/protocol/pubsub#errors'");
        }
    }

    @Test
    void nobodyHasTooManyNodes() {
        var nurse = CLIENTS.get("nurse");
        for (int i = 0; i < SMALL.nodes(); i++) {
            world.done(nurse, creating("nurse" + i));
        }
        assertThat(world.ask(nurse, "set", creating("one-more"))).contains("resource-constraint", "max-nodes-exceeded");
    }

    /** An administrator owns all. */
    @Test
    void adminsMayDoAnything() {
        world.done(CLIENTS.get("juliet"), creating("short-lived", "access_model", "whitelist"));
        var tybalt = CLIENTS.get("tybalt");
        world.done(tybalt, publish("short-lived", "1"));
        world.done(tybalt, "owner <delete node='short-lived'/>");
    }

    @Test
    void onlyAdminsMakeNodesWhereThatIsTheRule() {
        try (var strict =
                new PubsubWorld(new PubsubConfig(true, "", Makers.ADMINS, 1, 1, new Size(1_000), 1, new Size(0)))) {
            assertThat(strict.ask(strict.world.online("juliet/home"), "set", creating("n")))
                    .contains("forbidden");
            strict.done(strict.world.online("tybalt/home"), creating("n"));
        }
    }

    /** Messages that are no answer of an owner are for nobody. */
    @Test
    void aMessageToTheService() {
        var romeo = CLIENTS.get("romeo");
        romeo.got();
        romeo.says("<message to='pubsub.capulet.example'><body>Hi</body></message>");
        assertThat(romeo.gotOne()).contains("service-unavailable");
    }
}
