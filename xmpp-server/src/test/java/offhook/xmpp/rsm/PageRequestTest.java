package offhook.xmpp.rsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.stanza.StanzaError.Condition;
import offhook.xmpp.xml.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0059. */
class PageRequestTest {

    private static final List<String> LIST = List.of("a", "b", "c", "d", "e");

    private static PageRequest request(String set) {
        return PageRequest.in(
                Element.parse("<query xmlns='x'><set xmlns='" + PageRequest.NS + "'>" + set + "</set></query>"));
    }

    private static Page<String> page(String set) {
        return request(set).of(LIST, Function.identity());
    }

    @Test
    void withoutARequestThereIsTheFirstPage() {
        var request = PageRequest.in(Element.of("query", "x"));

        assertThat(request.asked()).isFalse();
        assertThat(request.of(LIST, Function.identity()).isAll()).isTrue();
    }

    /** §2.1 to §2.5. */
    @Test
    void aListIsReadInPages() {
        assertThat(page("").items()).isEqualTo(LIST);
        assertThat(page("<max>2</max>").items()).containsExactly("a", "b");
        assertThat(page("<max>2</max><after>b</after>").items()).containsExactly("c", "d");
        assertThat(page("<max>2</max><after>e</after>").items()).isEmpty();
        assertThat(page("<max>2</max><before/>").items()).containsExactly("d", "e");
        assertThat(page("<max>2</max><before>d</before>").items()).containsExactly("b", "c");
        assertThat(page("<max>2</max><before>b</before>").items()).containsExactly("a");
        assertThat(page("<max>2</max><index>3</index>").items()).containsExactly("d", "e");
        assertThat(page("<max>2</max><index>99</index>").items()).isEmpty();
    }

    @Test
    void thePageSaysWhereItIs() {
        assertThat(page("<max>2</max><after>b</after>").toElement())
                .isEqualTo(Element.parse("<set xmlns='" + PageRequest.NS
                        + "'><first index='2'>c</first><last>d</last><count>5</count></set>"));
    }

    /** §2.7. */
    @Test
    void nothingButTheLengthIsToldToWhoAsksForNothing() {
        assertThat(page("<max>0</max>").toElement())
                .isEqualTo(Element.parse("<set xmlns='" + PageRequest.NS + "'><count>5</count></set>"));
    }

    @Test
    void noPageIsLargerThanTheLargest() {
        var long_ = IntStream.range(0, 1_000).mapToObj(Integer::toString).toList();

        for (var max : List.of("", "<max>999</max>", "<max>4294967295</max>", "<max>9999999999999999999</max>")) {
            assertThat(request(max).of(long_, Function.identity()).items()).hasSize(PageRequest.LARGEST);
        }
        assertThat(request("<index>9999999999999999999</index>")
                        .of(long_, Function.identity())
                        .items())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<max>-1</max>",
                "<max>+1</max>",
                "<max>1.5</max>",
                "<max>ten</max>",
                "<max/>",
                "<max>٣</max>",
                "<max>12345678901234567890</max>",
                "<max>1</max><max>2</max>",
                "<index>-1</index>",
                "<index/>",
                "<after/>",
                "<after>a</after><after>b</after>",
                "<after>a</after><before>c</before>",
                "<after>a</after><index>1</index>",
                "<before/><index>1</index>",
                "</set><set xmlns='http://jabber.org/protocol/rsm'>"
            })
    void whatIsNoRequestIsRefused(String set) {
        refused(Condition.BAD_REQUEST, set);
    }

    /** §2.2. */
    @ParameterizedTest
    @ValueSource(strings = {"<after>gone</after>", "<before>gone</before>"})
    void anItemThatHasGoneIsNotFound(String set) {
        refused(Condition.ITEM_NOT_FOUND, set);
    }

    private static void refused(Condition condition, String set) {
        assertThatThrownBy(() -> page(set))
                .isInstanceOfSatisfying(StanzaError.class, error -> assertThat(error.condition())
                        .isEqualTo(condition));
    }
}
