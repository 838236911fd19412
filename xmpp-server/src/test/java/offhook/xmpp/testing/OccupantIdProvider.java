package offhook.xmpp.testing;

import java.io.IOException;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.provider.ExtensionElementProvider;
import org.jivesoftware.smack.provider.ProviderManager;
import org.jivesoftware.smack.util.ParserUtils;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;

/** Smack 4.4 knows no such element (XEP-0421), and its way with unknown ones does not pass its own assertions. */
public final class OccupantIdProvider extends ExtensionElementProvider<StandardExtensionElement> {

    private static final String NS = "urn:xmpp:occupant-id:0";

    public static void register() {
        ProviderManager.addExtensionProvider("occupant-id", NS, new OccupantIdProvider());
    }

    @Override
    public StandardExtensionElement parse(XmlPullParser parser, int depth, XmlEnvironment environment)
            throws XmlPullParserException, IOException {
        ParserUtils.forwardToEndTagOfDepth(parser, depth);
        return StandardExtensionElement.builder("occupant-id", NS).build();
    }
}
