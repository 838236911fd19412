package offhook.demo.chat;

import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/** The demo's server has made its certificate a moment ago, and is on loopback. */
final class SelfSigned implements X509TrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
