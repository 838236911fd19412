package offhook.xmpp.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0313 §6.1.1, XEP-0334. */
class ArchivableTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    chat      | <body>Hi</body>                                                                      | yes | yes
                    normal    | <body>Hi</body>                                                                      | yes | yes
                    headline  | <body>Hi</body>                                                                      | no  | yes
                    headline  | <body>Hi</body><store xmlns='urn:xmpp:hints'/>                                       | yes | yes
                    groupchat | <body>Hi</body>                                                                      | no  | yes
                    groupchat | <body>Hi</body><store xmlns='urn:xmpp:hints'/>                                       | no  | yes
                    error     | <body>Hi</body><store xmlns='urn:xmpp:hints'/>                                       | no  | yes
                    chat      | <composing xmlns='http://jabber.org/protocol/chatstates'/>                           | no  | no
                    chat      | <composing xmlns='http://jabber.org/protocol/chatstates'/><store xmlns='urn:xmpp:hints'/> | yes | yes
                    chat      | <body>Hi</body><no-store xmlns='urn:xmpp:hints'/>                                    | no  | no
                    chat      | <body>Hi</body><no-permanent-store xmlns='urn:xmpp:hints'/>                          | no  | no
                    chat      | <body>Hi</body><no-copy xmlns='urn:xmpp:hints'/>                                     | yes | yes
                    normal    | <subject>Hi</subject>                                                                | no  | yes
                    normal    | <received xmlns='urn:xmpp:receipts' id='1'/>                                         | yes | yes
                    chat      | <request xmlns='urn:xmpp:receipts'/>                                                 | no  | no
                    chat      | <displayed xmlns='urn:xmpp:chat-markers:0' id='1'/>                                  | yes | yes
                    chat      | <markable xmlns='urn:xmpp:chat-markers:0'/>                                          | no  | no
                    chat      | <retract xmlns='urn:xmpp:message-retract:1' id='1'/>                                 | yes | yes
                    chat      | <reactions xmlns='urn:xmpp:reactions:0' id='1'/>                                     | yes | yes
                    normal    | <x xmlns='jabber:x:conference' jid='r@c.example'/>                                   | yes | yes
                    normal    | <x xmlns='http://jabber.org/protocol/muc#user'><invite from='a@b'/></x>              | yes | yes
                    normal    | <x xmlns='http://jabber.org/protocol/muc#user'/>                                     | no  | no
                    normal    | <event xmlns='http://jabber.org/protocol/pubsub#event'/>                             | no  | no
                    """)
    void whatIsKept(String type, String content, String account, String room) {
        var message = (Message) Stanza.parse("<message from='a@b/c' to='d@b' type='%s'>%s</message>"
                .formatted(type, content)
                .getBytes(UTF_8));

        assertThat(Archivable.isForAccount(message)).isEqualTo(account.equals("yes"));
        assertThat(Archivable.isForRoom(message)).isEqualTo(room.equals("yes"));
    }
}
