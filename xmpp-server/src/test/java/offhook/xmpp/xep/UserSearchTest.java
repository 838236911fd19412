package offhook.xmpp.xep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import offhook.directory.address.DisplayName;
import offhook.directory.address.Jid;
import offhook.xmpp.roster.Visibility;
import offhook.xmpp.testing.TestClient;
import offhook.xmpp.testing.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0055, and XEP-0157. */
class UserSearchTest {

    private final World world = new World();
    private final TestClient juliet = world.online("juliet/balcony");

    UserSearchTest() {
        world.install(new UserSearch(Jid.of("capulet.example"), world.people, world.lanes, 50));
        world.people.change("romeo", user -> user.withName(new DisplayName("Romeo <b>de</b> Montague"))
                .withExtensions(List.of("202")));
        world.people.disable("tybalt");
    }

    private String search(String inside) {
        return juliet.says("<iq type='set' id='1' to='capulet.example'><query xmlns='jabber:iq:search'>" + inside
                        + "</query></iq>")
                .gotOne();
    }

    private static String form(String var, String value) {
        return "<x xmlns='jabber:x:data' type='submit'><field var='" + var + "'><value>" + value
                + "</value></field></x>";
    }

    @Test
    void aNameIsFoundByEachOfItsWords() {
        assertThat(search("<last>mont</last>"))
                .contains("romeo@capulet.example", "<first>Romeo &lt;b&gt;de&lt;/b&gt;</first><last>Montague</last>");
        assertThat(search("<first>rom</first><last>mont</last>")).contains("romeo@capulet.example");
        assertThat(search("<first>jul</first><last>mont</last>")).doesNotContain("<item");
    }

    @Test
    void anExtensionIsFoundByTheForm() {
        assertThat(search(form("x-extension", "20"))).contains("romeo@capulet.example", "<value>202</value>");
        assertThat(search("<x-extension>20</x-extension>")).contains("not-acceptable");
    }

    @Test
    void nothingElseIsToldAndNobodyWhoLeft() {
        assertThat(search("<nick>*</nick>")).doesNotContain("tybalt", "@capulet.example</email>");
        assertThat(search("<email>romeo</email>")).contains("not-acceptable");
        assertThat(search("<nick>" + "*".repeat(101) + "</nick>")).contains("not-acceptable", "at most 100");
    }

    @ParameterizedTest
    @CsvSource({
        "rom, Romeo, true",
        "*eo, Romeo, true",
        "r*o, Romeo, true",
        "r*x, Romeo, false",
        "eo, Romeo, false",
        "romeo*, Romeo, true",
        "romeoo, Romeo, false",
        "*a*a*a, banana, true",
        "*a*a*a*a, banana, false",
        "(.*, (a, false",
        "r?m, Romeo, false"
    })
    void aStarIsForAnything(String pattern, String text, boolean found) {
        assertThat(new Wildcard(pattern).finds(text)).isEqualTo(found);
    }

    @Test
    void contactsAreUris() {
        assertThatThrownBy(() -> contact("nurse@capulet.example"))
                .hasMessageContaining("nurse@capulet.example is no URI");
        assertThatThrownBy(() -> contact("mailto:a b")).hasMessageContaining("is no URI");
        assertThat(contact("https://capulet.example/help").fields()).containsOnlyKeys("abuse-addresses");
    }

    @Test
    void whoeverAsksWhatTheServerIsLearnsWhomToWriteTo() {
        world.install(new Discovery(world.router, List.of(), new Visibility(world.accounts, world.rosters)))
                .install(new ContactAddresses(contact("mailto:abuse@capulet.example")));
        assertThat(juliet.says("<iq type='get' id='1' to='capulet.example'>"
                                + "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>")
                        .gotOne())
                .contains("<x xmlns='jabber:x:data' type='result'><field var='FORM_TYPE' type='hidden'>"
                        + "<value>http://jabber.org/network/serverinfo</value></field>"
                        + "<field var='abuse-addresses' type='list-multi'>"
                        + "<value>mailto:abuse@capulet.example</value></field></x>");
    }

    private static ContactConfig contact(String uri) {
        return new ContactConfig(List.of(uri), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }
}
