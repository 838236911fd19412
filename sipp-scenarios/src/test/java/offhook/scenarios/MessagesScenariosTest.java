package offhook.scenarios;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages that wait at a PBX light the lamp of a phone that is registered here: RFC 3842 on the packaged server. */
class MessagesScenariosTest {

    private static final String PBX = "127.0.0.2";

    @Test
    void theLampIsLitAndIsAgainAfterAPowerCut() {
        int pbxPort = Ports.free();
        try (var product = new Product(
                """
                [pbx]
                host = "%s:%d"
                watch = ["mwi"]
                password = "secret"
                """
                        .formatted(PBX, pbxPort),
                List.of("juliet"))) {
            var pbx = product.play(Play.phone("pbx-tells-of-messages", pbxPort).from(PBX));
            int port = product.register("juliet");
            var phone = product.play(lamp(port));
            pbx.succeeds();
            phone.succeeds();

            // What is on disk is told again, before the PBX has said a word.
            product.kill();
            var lamp = product.play(lamp(port));
            product.start();
            lamp.succeeds();

            // A phone that starts anew is told at once.
            var other = product.register("juliet");
            product.play(lamp(other)).succeeds();
        }
    }

    private static Play lamp(int port) {
        return Play.phone("phone-lamp-is-lit", port).with("phone", "juliet");
    }
}
