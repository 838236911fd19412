package offhook.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {

    @Test
    void everySectionAndKeyIsListed() {
        assertThat(ConfigurationPage.of(Sample.class))
                .startsWith("# Configuration\n\nOne file configures everything.\n\nA duration is")
                .contains(
                        """

                        | Key | Value | Default | Meaning |
                        | --- | --- | --- | --- |
                        | `domain` | text | **required** | What stands behind the at sign. |
                        | `data` | path | `data` | Where everything is kept. |

                        ## [directory]

                        Where people come from.

                        | Key | Value | Default | Meaning |
                        | --- | --- | --- | --- |
                        | `source` | people | optional | A file of people. |
                        | `scram_iterations` | whole number | `4096` | Steps of the key derivation. |

                        ## [tls]

                        The whole section can be left out.

                        | Key | Value | Default | Meaning |
                        | --- | --- | --- | --- |
                        | `certificate` | path | **required** | The chain. |
                        """)
                .contains("| `listen` | array of \"[transport:][address:]port\" | `udp:5060, tcp:5060` | Where")
                .contains("| `on_call` | \"dnd\", \"away\", \"xa\" or \"keep\" | `dnd` | What is shown. |")
                .contains(
                        """

                        ## [sip.proxy]

                        | Key | Value | Default | Meaning |
                        """)
                .contains(
                        """

                        ## [[ring_group]]

                        Several people behind one number.

                        Stands once for each, or not at all.

                        |""")
                .contains("| `from` | text | optional | The sender: Phone &lt;phone@example.com>. |")
                .endsWith("| Where health is told. |\n");
    }

    record Undocumented(String key) {}

    record Unreadable(@Doc("Nothing reads this.") Locale locale) {}

    record Mistaken(@Doc("A number.") @Default("four") int key) {}

    @Test
    void aRecordThatCannotBeAConfigurationIsAMistakeOfItsAuthor() {
        assertThatThrownBy(() -> ConfigurationPage.of(Undocumented.class))
                .hasMessage("Undocumented.key: it has no @Doc");
        assertThatThrownBy(() -> ConfigurationPage.of(Unreadable.class))
                .hasMessage("Unreadable.locale: no value in a configuration file becomes java.util.Locale");
        assertThatThrownBy(() -> Config.defaults(Mistaken.class)).hasMessage("key has a wrong default \"four\"");
    }
}
