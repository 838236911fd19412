package offhook.mail.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/** A client that says what it likes. */
final class SmtpTalk implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader in;
    private final OutputStream out;

    SmtpTalk(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
        out = socket.getOutputStream();
    }

    SmtpTalk says(String text) throws IOException {
        return says(text.getBytes(ISO_8859_1));
    }

    SmtpTalk says(byte[] octets) throws IOException {
        out.write(octets);
        out.flush();
        return this;
    }

    /** The last line of the next reply begins so. */
    SmtpTalk hears(String beginning) throws IOException {
        var line = in.readLine();
        while (line != null && line.length() > 3 && line.charAt(3) == '-') {
            line = in.readLine();
        }
        assertThat(line).isNotNull().startsWith(beginning);
        return this;
    }

    /** The server hangs up, without another word. */
    void hearsTheEnd() throws IOException {
        assertThat(in.readLine()).isNull();
    }

    /** Ready to send a mail to juliet. */
    SmtpTalk toData() throws IOException {
        return hears("220")
                .says("EHLO pbx\r\n")
                .hears("250")
                .says("MAIL FROM:<pbx@pbx>\r\nRCPT TO:<juliet@mail.example>\r\nDATA\r\n")
                .hears("250")
                .hears("250")
                .hears("354");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
