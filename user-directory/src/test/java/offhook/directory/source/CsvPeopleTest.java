package offhook.directory.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import offhook.directory.NotifyPolicy;
import offhook.directory.NumberPlan;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.address.DisplayName;
import offhook.directory.address.MailAddress;
import offhook.directory.address.PhoneNumber;
import offhook.directory.credentials.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvPeopleTest {

    private static final CsvDefaults DEFAULTS =
            new CsvDefaults("capulet.example", NumberPlan.of("+39"), Locale.ITALIAN, ZoneOffset.UTC);

    private static final String HEADER = "user,name,extension,e164,password,sip_password,mail,groups,lang,tz,notify\n";

    private static CsvPeople parse(String text) {
        return CsvPeople.parse(text.getBytes(UTF_8), DEFAULTS);
    }

    private static List<String> errors(String rows) {
        return parse(HEADER + rows).errors().stream().map(RowError::toString).toList();
    }

    @Test
    void aFullRowIsAPerson() {
        var list = parse(HEADER
                + "Juliet,\"Capulet, \"\"Juliet\"\"\",201 *44;202,+15550123 045-1234, secret ,phone,juliet@mail.example,"
                + "House of Capulet;Balcony,de-AT,Europe/Vienna,chat-then-email\n");
        assertThat(list.errors()).isEmpty();
        var row = list.rows().get(0);
        assertThat(row.line()).isEqualTo(2);
        assertThat(row.user())
                .isEqualTo(User.of(new UserId("juliet"), "capulet.example")
                        .withName(new DisplayName("Capulet, \"Juliet\""))
                        .withExtensions(List.of("201", "*44", "202"))
                        .withNumbers(List.of(new PhoneNumber("+15550123"), new PhoneNumber("+39451234")))
                        .withMail(Optional.of(new MailAddress("juliet@mail.example")))
                        .withGroups(Set.of("House of Capulet", "Balcony"))
                        .withLocale(Locale.forLanguageTag("de-AT"), ZoneId.of("Europe/Vienna"))
                        .withNotifyBy(Optional.of(NotifyPolicy.CHAT_THEN_EMAIL)));
        assertThat(row.password()).map(Password::reveal).contains(" secret ");
        assertThat(row.phone()).map(Password::reveal).contains("phone");
    }

    @Test
    void onlyUserAndPasswordAreNeeded() {
        var list = parse("password,user\nsecret,juliet\n");
        assertThat(list.errors()).isEmpty();
        assertThat(list.rows().get(0).user())
                .isEqualTo(User.of(new UserId("juliet"), "capulet.example").withLocale(Locale.ITALIAN, ZoneOffset.UTC));
        assertThat(list.rows().get(0).phone()).isEmpty();
    }

    @Test
    void groupsAreSeparatedBySpacesUnlessThereIsASemicolon() {
        assertThat(parse("user,password,groups\na,x,Sales Ops\nb,x,Front Office;\nc,x,Sales; Front Office\n")
                        .rows())
                .extracting(row -> row.user().groups())
                .containsExactly(Set.of("Sales", "Ops"), Set.of("Front Office"), Set.of("Sales", "Front Office"));
    }

    @Test
    void whatSpreadsheetsWriteIsRead() {
        var list =
                parse("\uFEFFUser,Password,Name\r\n\r\njuliet,secret,\"Juliet\"\r\n,,\r\nromeo,x\r\n\"nurse\",\"y\",");
        assertThat(list.rows()).extracting(CsvRow::line).containsExactly(3, 5, 6);
        assertThat(list.errors())
                .extracting(RowError::toString)
                .containsExactly("line 4, column user: a user name was expected");
    }

    @Test
    void everyMistakeIsNamedWithItsLineAndColumn() {
        assertThat(
                        errors(
                                """
                        juliet,Juliet,201,,secret,,,,,,
                        a b,,20x;7,+0155,s,,no@mail@x,,xx_yy_zz_1,Mars/Olympus,sometimes
                        ,Nobody,,,s,,,,,,
                        paris,Paris,203 201,,s,,,,,,
                        JULIET,Juliet,,,s,,,,,,
                        tybalt,,,,s\u0007,,,,,,
                        mercutio,,,,a,b,c@d.example,x,en,UTC,none,more
                        "nurse,,,,secret,,,,,,
                        benvolio,,,,secret"x,,,,,,
                        rosaline,"R" x,,,s,,,,,,
                        romeo,Romeo,202,,secret,,,,,,
                        """))
                .containsExactly(
                        "line 3, column user: no user name: letters and digits were expected",
                        "line 3, column extension: no extension: digits, * and # were expected",
                        "line 3, column e164: no telephone number: + and up to 15 digits were expected",
                        "line 3, column mail: no mail address like juliet@example.com",
                        "line 3, column lang: no language tag such as en or de-AT",
                        "line 3, column tz: no time zone such as Europe/Berlin",
                        "line 3, column notify: no policy: chat, email, both, chat-then-email or none was expected",
                        "line 4, column user: a user name was expected",
                        "line 5, column extension: 201 is already on line 2 (juliet)",
                        "line 6, column user: juliet is already on line 2 (juliet)",
                        "line 7, column password: the password holds a character that nobody can type",
                        "line 8: 12 cells, but the header has 11; a cell with a comma needs quotes",
                        "line 9, column user: the quote is not closed on this line",
                        "line 10, column password: a quote inside the cell; the whole cell was expected in quotes",
                        "line 11, column name: something stands after the closing quote; a comma was expected");
    }

    @Test
    void aBadRowDoesNotStopTheOthers() {
        var list = parse(HEADER + "juliet,,,,s\nparis,,x,,s\n\"nurse,,,,s\nromeo,,,,s\nparis,,203,,s\n");
        assertThat(list.rows()).extracting(row -> row.user().id().value()).containsExactly("juliet", "romeo", "paris");
        assertThat(list.spoiled()).isEmpty();
        assertThat(list.complete()).isFalse();
        assertThat(parse(HEADER + "juliet,,x,,s\n").spoiled()).containsExactly(Map.entry(new UserId("juliet"), 2));
        assertThat(parse(HEADER + "juliet,,x,,s\n").complete()).isTrue();
    }

    @Test
    void anExtensionIsNobodysName() {
        assertThat(errors("201,,,,s\njuliet,,201,,s\nromeo,,202,+39451234,s\nparis,,,0451234,s\n"))
                .containsExactly(
                        "line 3, column extension: 201 is already on line 2 (201)",
                        "line 5, column e164: +39451234 is already on line 4 (romeo)");
    }

    @Test
    void bytesThatAreNoTextSpoilTheirRow() {
        var list =
                CsvPeople.parse("user,password,name\njuliet,s,J\u00fclia\nromeo,s,R\n".getBytes(ISO_8859_1), DEFAULTS);
        assertThat(list.errors())
                .extracting(RowError::toString)
                .containsExactly("line 2, column name: the cell is not UTF-8 text");
        assertThat(list.rows()).hasSize(1);
    }

    @Test
    void aHeaderThatIsNoneStopsAll() {
        assertThat(parse("").errors())
                .hasToString("[the file is empty; a header was expected: "
                        + "user, name, extension, e164, password, sip_password, mail, groups, lang, tz, notify]");
        assertThat(parse("user,pasword\n").errors())
                .hasToString("[line 1: column 2 of the header is unknown; known are "
                        + "user, name, extension, e164, password, sip_password, mail, groups, lang, tz, notify]");
        assertThat(parse("user,password,User\n").errors()).hasToString("[line 1: user stands twice]");
        assertThat(parse("juliet,secret\n").errors())
                .hasToString("[line 1: a header was expected: "
                        + "user, name, extension, e164, password, sip_password, mail, groups, lang, tz, notify]");
        assertThat(parse("user;password\n").errors())
                .hasToString("[line 1: a header with commas, and not semicolons, was expected: "
                        + "user, name, extension, e164, password, sip_password, mail, groups, lang, tz, notify]");
        assertThat(parse("user,name\njuliet,Juliet\n").errors())
                .hasToString("[line 1: the column password is missing]");
        assertThat(parse("user,name\njuliet,Juliet\n").readable()).isFalse();
    }

    @Test
    void aFileThatIsNotThereIsAnError(@TempDir Path folder) {
        assertThat(CsvPeople.read(folder.resolve("users.csv"), DEFAULTS).errors())
                .hasToString("[there is no such file]");
        assertThat(CsvPeople.read(folder, DEFAULTS).errors().toString()).startsWith("[the file cannot be read: ");
    }
}
