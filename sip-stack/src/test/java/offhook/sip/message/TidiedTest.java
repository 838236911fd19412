package offhook.sip.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TidiedTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "dialog|dialog",
                "dialog;|dialog",
                "dialog ; ; id=7 ;|dialog;id=7",
                "text / plain ; charset = utf-8|text/plain;charset=utf-8",
                "a (b) ;c=d (e (f\\)) g)|a;c=d",
                "a (b|a",
                "a (b\\|a",
                "a;x=\"; (b) ;\"|a;x=\"; (b) ;\"",
                "a;x=\"\\\" ;\" ;|a;x=\"\\\" ;\"",
                "a;x=\" ; |a;x=\"",
                "<sip:(a)@b> ;|<sip:(a)@b>",
                "a b|a b",
                "a/b; , c/d|a/b,c/d",
                "~~|~~",
                ";|~~"
            })
    void carriesTheSame(String value, String tidy) {
        assertThat(Tidied.of(value)).isEqualTo(tidy);
    }
}
