package offhook.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Pattern;
import offhook.runtime.testing.Logged;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the log says: a line for each call and each failed login, which programs read, and no secret. */
@Timeout(120)
class LogTest {

    /** As in docs/operations.md, for fail2ban: {@code <HOST>} stands for the address. */
    private static final Pattern FAILED_LOGIN =
            Pattern.compile("login failed service=\\S+ user=\\S+ address=127\\.0\\.0\\.1\\b.*");

    @TempDir
    Path folder;

    @Test
    void aCallAndAFailedLoginAreALineEach() throws Exception {
        try (var log = Logged.byAnybody();
                var product = new LiveProduct(folder, LiveProduct.QUICK)) {
            product.add("juliet");
            try (var phone = product.phone("juliet");
                    var romeo = product.stranger("romeo");
                    var stranger = new LiveChat(product.port("xmpp"), LiveProduct.DOMAIN)) {
                assertThat(phone.register("a wrong secret")).isEqualTo(401);
                stranger.say("<iq type='set' id='a'><query xmlns='jabber:iq:auth'><username>juliet</username>"
                        + "<password>another wrong secret</password><resource>x</resource></query></iq>");
                stranger.hears("not-authorized");
                assertThat(log.await("login failed"))
                        .allMatch(line -> FAILED_LOGIN.matcher(line).matches())
                        .anyMatch(line -> line.startsWith("login failed service=sip user=juliet "))
                        .anyMatch(line -> line.startsWith("login failed service=xmpp user=juliet "))
                        .hasSize(2);

                assertThat(phone.register(LiveProduct.PASSWORD)).isEqualTo(200);
                product.chat("juliet").close();
                romeo.begin("juliet");
                phone.answer(phone.hears("INVITE"), "603 Decline");
                assertThat(romeo.hears("SIP/2.0 603")).isNotEmpty();
                assertThat(log.await("call "))
                        .singleElement()
                        .asString()
                        .matches("call id=" + romeo.callId() + " from=romeo@montague\\.example to=juliet lasted=\\S+s"
                                + " legs=juliet:DECLINED/\\S+s");
            }
            assertThat(log.lines())
                    .noneMatch(line -> line.contains(LiveProduct.PASSWORD)
                            || line.contains("wrong secret")
                            || line.contains("nonce="));
        }
    }
}
