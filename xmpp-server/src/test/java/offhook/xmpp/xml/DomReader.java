package offhook.xmpp.xml;

import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Attr;
import org.xml.sax.InputSource;

/** Reads elements with the parser of the JDK, to compare ours with. */
final class DomReader {

    Element read(String xml) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        factory.setCoalescing(true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, false); // ours are the limits
        factory.setAttribute("jdk.xml.maxXMLNameLimit", Integer.MAX_VALUE); // which there is also then
        return element(factory.newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getDocumentElement());
    }

    private static Element element(org.w3c.dom.Element dom) {
        var element = Element.of(dom.getLocalName(), text(dom.getNamespaceURI()));
        for (int i = 0; i < dom.getAttributes().getLength(); i++) {
            var attribute = (Attr) dom.getAttributes().item(i);
            if (!"http://www.w3.org/2000/xmlns/".equals(attribute.getNamespaceURI())) {
                element =
                        element.with(attribute.getLocalName(), text(attribute.getNamespaceURI()), attribute.getValue());
            }
        }
        for (var node = dom.getFirstChild(); node != null; node = node.getNextSibling()) {
            element = node instanceof org.w3c.dom.Element child
                    ? element.with(element(child))
                    : element.withText(node.getNodeValue());
        }
        return element;
    }

    private static String text(String mayBeNull) {
        return mayBeNull == null ? "" : mayBeNull;
    }
}
