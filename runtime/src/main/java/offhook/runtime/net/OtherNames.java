package offhook.runtime.net;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1UTF8String;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;

/** Names of a kind that X.509 does not know itself, RFC 5280 §4.2.1.6: otherName in subjectAltName. */
public final class OtherNames {

    private OtherNames() {}

    /**
     * The texts of one kind that a certificate is made out to.
     *
     * @param kind an object identifier, with dots
     */
    public static List<String> of(X509Certificate certificate, String kind) {
        byte[] extension = certificate.getExtensionValue(Extension.subjectAlternativeName.getId());
        if (extension == null) {
            return List.of();
        }
        try {
            var names = GeneralNames.getInstance(
                    ASN1OctetString.getInstance(extension).getOctets());
            return Arrays.stream(names.getNames())
                    .filter(name -> name.getTagNo() == GeneralName.otherName)
                    .map(name -> OtherName.getInstance(name.getName()))
                    .filter(name -> name.getTypeID().getId().equals(kind))
                    .map(name -> ASN1UTF8String.getInstance(name.getValue()).getString())
                    .toList();
        } catch (IllegalArgumentException e) {
            return List.of(); // a name that cannot be read is nobody's
        }
    }
}
