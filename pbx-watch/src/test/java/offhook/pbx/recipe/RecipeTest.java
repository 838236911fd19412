package offhook.pbx.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import offhook.pbx.WatchConfig;
import offhook.pbx.recipe.Recipe.Line;
import offhook.runtime.config.Config;
import offhook.runtime.config.ConfigErrors;
import offhook.runtime.config.Doc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTest {

    /** A file with nothing else. */
    @Doc("A file.")
    public record File(WatchConfig pbx) {}

    private static final List<Line> PEOPLE =
            List.of(new Line("201", "Juliet Capulet"), new Line("202", "Romeo \"--> <x> ;\n"));

    private static List<String> text(String kind, String watch) {
        try {
            var config = Config.bindText(
                            """
                            [pbx]
                            host = "10.0.0.5:5070"
                            domain = "pbx.example"
                            user = "watcher"
                            password = "s3cret"
                            kind = "%s"
                            watch = [%s]
                            %s
                            """
                                    .formatted(kind, watch, watch.contains("shadow") ? "secrets = 'x.csv'" : ""),
                            Path.of("offhook.toml"),
                            File.class,
                            Map.of())
                    .pbx();
            return new Recipe(config.kind().orElseThrow(), config, "10.0.0.6", PEOPLE).text();
        } catch (ConfigErrors e) {
            throw new AssertionError(e);
        }
    }

    /** Every way that a kind of PBX can be watched in. */
    @ParameterizedTest
    @CsvSource({
        "asterisk, ami",
        "asterisk, dialog-info",
        "asterisk, mwi",
        "asterisk, shadow",
        "freepbx, ami",
        "freepbx, dialog-info",
        "freepbx, mwi",
        "freepbx, shadow",
        "freeswitch, esl",
        "freeswitch, dialog-info",
        "freeswitch, mwi",
        "freeswitch, shadow",
        "fusionpbx, esl",
        "fusionpbx, dialog-info",
        "fusionpbx, mwi",
        "fusionpbx, shadow",
        "3cx, dialog-info",
        "3cx, mwi",
        "kamailio, dialog-info",
        "kamailio, mwi",
        "kamailio, shadow",
    })
    void ofEachKind(String kind, String watch) {
        var text = String.join("\n", text(kind, '"' + watch + '"'));
        assertThat(text).isNotBlank().doesNotContain("s3cret");
        assertThat(text.replace("${PJSIP_DIAL_CONTACTS(", "")).doesNotContain("{number}", "{name}", "{user}", "{here}");
        assertThat(text.contains("10.0.0.6") || text.contains("201") || text.contains("watcher"))
                .isTrue();
        if (!List.of("ami", "esl").contains(watch) && !(kind + watch).equals("kamailiodialog-info")) {
            assertThat(text).contains("201", "202", "Juliet Capulet");
        }
    }

    @Test
    void theHintsOfAsterisk() {
        assertThat(text("asterisk", "'dialog-info', 'ami'"))
                .containsSubsequence(
                        "[watcher]",
                        "secret = PASSWORD",
                        "permit = 10.0.0.6/255.255.255.255",
                        "; pjsip.conf",
                        "match = 10.0.0.6",
                        "; extensions.conf",
                        "[lamps]",
                        "exten => 201,hint,PJSIP/201      ; Juliet Capulet",
                        "exten => 202,hint,PJSIP/202      ; Romeo x");
    }

    /** Several lines are repeated together. */
    @Test
    void theContactsOfAsterisk() {
        assertThat(text("asterisk", "'shadow'"))
                .containsSubsequence(
                        "[201](+)                 ; Juliet Capulet",
                        "type = aor",
                        "max_contacts = 5",
                        "[202](+)                 ; Romeo x",
                        "type = aor",
                        "max_contacts = 5",
                        "exten => 201,1,Dial(${PJSIP_DIAL_CONTACTS(201)},30)");
    }

    @Test
    void whatIsNotWatchedIsNotWritten() {
        assertThat(text("asterisk", "'ami'")).doesNotContain("[lamps]").contains("; manager.conf");
        assertThat(text("3cx", "'shadow'")).isEmpty();
    }

    @Test
    void whereKamailioIs() {
        assertThat(text("kamailio", "'dialog-info'"))
                .contains(
                        "modparam(\"presence\", \"server_address\", \"sip:10.0.0.5:5070\")",
                        "    if (!auth_check(\"pbx.example\", \"subscriber\", \"1\") || $au != \"watcher\") {");
    }
}
