package offhook.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import offhook.directory.address.Aor;
import org.junit.jupiter.api.Test;

class UserTest {

    @Test
    void aNewPersonIsKnownByNameInBothWorlds() {
        var user = User.of(UserId.of("O\\27Malley"), "xn--bcher-kva.example");
        assertThat(user.jid()).hasToString("o\\27malley@bücher.example");
        assertThat(user.aors()).hasToString("[sip:o'malley@xn--bcher-kva.example]");
        assertThat(user.name()).hasToString("o\\27malley");
        assertThat(user.enabled()).isTrue();
    }

    @Test
    void theFirstAddressStaysAndNoneStandsTwice() {
        var user = User.of(new UserId("juliet"), "capulet.example");
        var alias = new Aor("jc", "capulet.example");
        assertThat(user.withAliases(List.of(alias, user.aors().get(0), alias)).aors())
                .containsExactly(user.aors().get(0), alias);
        assertThat(user.withAliases(List.of(alias)).withAliases(List.of())).isEqualTo(user);
    }

    @Test
    void whatIsShownOrDialledIsChecked() {
        var user = User.of(new UserId("juliet"), "capulet.example");
        for (var bad : List.of("", "2 1", "20x", "+15550123", "1".repeat(21), "٢٠١")) {
            assertThatThrownBy(() -> user.withExtensions(List.of(bad))).hasMessageContaining("is no extension");
        }
        assertThat(user.withGroups(Set.of("House\u202E\nof Capulet")).groups()).containsExactly("House of Capulet");
        assertThatThrownBy(() -> user.withGroups(Set.of("\u202E"))).hasMessage("the name of a group is empty");
    }

    @Test
    void anIdIsAPreparedLocalpart() {
        assertThat(UserId.of("Juliet")).hasToString("juliet");
        for (var bad : List.of("", "Juliet", "a b", "a@b", "a/b", "ＪＣ")) {
            assertThatThrownBy(() -> new UserId(bad)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> User.of(new UserId("x".repeat(1000)), "capulet.example"))
                .hasMessage("the user name is too long for SIP");
    }
}
