package offhook.xmpp.testing;

import java.io.IOException;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.provider.ExtensionElementProvider;
import org.jivesoftware.smack.provider.ProviderManager;
import org.jivesoftware.smack.util.ParserUtils;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;

/** An element that Smack 4.4 does not know: its own way with those does not pass its own assertions. */
public final class UnknownElement extends ExtensionElementProvider<StandardExtensionElement> {

    private final String name;
    private final String namespace;

    private UnknownElement(String name, String namespace) {
        this.name = name;
        this.namespace = namespace;
    }

    public static void register(String name, String namespace) {
        ProviderManager.addExtensionProvider(name, namespace, new UnknownElement(name, namespace));
    }

    @Override
    public StandardExtensionElement parse(XmlPullParser parser, int depth, XmlEnvironment environment)
            throws XmlPullParserException, IOException {
        ParserUtils.forwardToEndTagOfDepth(parser, depth);
        return StandardExtensionElement.builder(name, namespace).build();
    }
}
