package offhook.demo.chat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URL;
import java.security.GeneralSecurityException;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import offhook.demo.StepFailed;

/**
 * A file that a chat client got by a link.
 *
 * @param type as the server says
 */
public record Download(String type, byte[] content) {

    /** @param server where the name in the link would be found if it were in DNS */
    public static Download of(String link, InetSocketAddress server) {
        try {
            var url = new URL(link);
            var there = new URL(url.getProtocol(), server.getHostString(), server.getPort(), url.getFile());
            var connection = (HttpsURLConnection) there.openConnection();
            var tls = SSLContext.getInstance("TLS");
            tls.init(null, new TrustManager[] {new SelfSigned()}, null);
            connection.setSSLSocketFactory(tls.getSocketFactory());
            connection.setHostnameVerifier((host, session) -> true);
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
                throw new StepFailed("the link answers " + connection.getResponseCode() + ": " + link);
            }
            try (var in = connection.getInputStream()) {
                return new Download(connection.getContentType(), in.readAllBytes());
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new StepFailed("the link cannot be followed: " + e.getMessage());
        }
    }
}
