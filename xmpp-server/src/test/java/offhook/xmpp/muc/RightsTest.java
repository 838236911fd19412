package offhook.xmpp.muc;

import static offhook.xmpp.muc.Affiliation.ADMIN;
import static offhook.xmpp.muc.Affiliation.MEMBER;
import static offhook.xmpp.muc.Affiliation.OUTCAST;
import static offhook.xmpp.muc.Affiliation.OWNER;
import static offhook.xmpp.muc.Role.MODERATOR;
import static offhook.xmpp.muc.Role.PARTICIPANT;
import static offhook.xmpp.muc.Role.VISITOR;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import offhook.directory.address.Jid;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.stanza.StanzaError;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The tables of XEP-0045 §5, as they stand there. */
class RightsTest {

    private static final RoomConfig OPEN = RoomConfig.instant(1_000, 20, false);
    private static final RoomConfig MODERATED = with("moderatedroom", "1");
    private static final RoomConfig MEMBERS_ONLY = with("membersonly", "1");

    /** §5.1.1, what concerns the room itself; with * where the configuration says. */
    private static final String ROLES =
            """
            Privilege                       | None | Visitor | Participant | Moderator
            Send Private Messages           | No   | Yes     | Yes         | Yes
            Invite Other Users              | No   | Yes     | Yes         | Yes
            Send Messages to All            | No   | No      | Yes         | Yes
            Modify Subject                  | No   | No      | No          | Yes
            Modify Subject, if configured   | No   | No      | Yes         | Yes
            Kick Participants and Visitors  | No   | No      | No          | Yes
            Grant Voice                     | No   | No      | No          | Yes
            Revoke Voice                    | No   | No      | No          | Yes
            Read Voice List                 | No   | No      | No          | Yes
            """;

    /** §5.2.1. */
    private static final String AFFILIATIONS =
            """
            Privilege                           | Outcast | None | Member | Admin | Owner
            Enter Open Room                     | No      | Yes  | Yes    | Yes   | Yes
            Register with Open Room             | No      | Yes  | Yes    | Yes   | Yes
            Retrieve Member List                | No      | No   | Yes    | Yes   | Yes
            Retrieve Member List, semi-anonymous | No     | No   | No     | Yes   | Yes
            Retrieve Ban List                   | No      | No   | No     | Yes   | Yes
            Enter Members-Only Room             | No      | No   | Yes    | Yes   | Yes
            Ban Members and Unaffiliated Users  | No      | No   | No     | Yes   | Yes
            Edit Member List                    | No      | No   | No     | Yes   | Yes
            Assign and Remove Moderator Role    | No      | No   | No     | Yes   | Yes
            Edit Admin List                     | No      | No   | No     | No    | Yes
            Edit Owner List                     | No      | No   | No     | No    | Yes
            Retrieve Owner List                 | No      | No   | No     | No    | Yes
            """;

    private static RoomConfig with(String field, String value) {
        var form = DataForm.of("submit", ConfigForm.FORM).text("muc#roomconfig_" + field, "", value);
        return ConfigForm.apply(OPEN, form, 1_000);
    }

    @TestFactory
    List<DynamicTest> roles() {
        Map<String, Predicate<Role>> privileges = new HashMap<>();
        privileges.put("Send Private Messages", role -> Rights.mayWritePrivately(role, OPEN));
        privileges.put("Invite Other Users", role -> Rights.mayInvite(role, Affiliation.NONE, OPEN));
        privileges.put("Send Messages to All", Rights::maySpeak);
        privileges.put("Modify Subject", role -> Rights.mayChangeSubject(role, OPEN));
        privileges.put(
                "Modify Subject, if configured", role -> Rights.mayChangeSubject(role, with("changesubject", "1")));
        privileges.put(
                "Kick Participants and Visitors",
                role -> allowed(() -> {
                    change(role, Affiliation.NONE, PARTICIPANT, Affiliation.NONE, Role.NONE);
                    change(role, Affiliation.NONE, VISITOR, Affiliation.NONE, Role.NONE);
                }));
        privileges.put(
                "Grant Voice",
                role -> allowed(() -> change(role, Affiliation.NONE, VISITOR, Affiliation.NONE, PARTICIPANT)));
        privileges.put(
                "Revoke Voice",
                role -> allowed(() -> change(role, Affiliation.NONE, PARTICIPANT, Affiliation.NONE, VISITOR)));
        privileges.put("Read Voice List", role -> Rights.mayList(PARTICIPANT, role, Affiliation.NONE));
        return tests(ROLES, privileges, name -> Role.valueOf(name.toUpperCase(Locale.ROOT)));
    }

    @TestFactory
    List<DynamicTest> affiliations() {
        Map<String, Predicate<Affiliation>> privileges = new HashMap<>();
        privileges.put("Enter Open Room", a -> Rights.mayEnter(a, OPEN));
        privileges.put("Register with Open Room", a -> Rights.mayRegister(a, OPEN));
        privileges.put("Retrieve Member List", a -> Rights.mayList(MEMBER, Role.NONE, a, with("whois", "anyone")));
        privileges.put("Retrieve Member List, semi-anonymous", a -> Rights.mayList(MEMBER, Role.NONE, a, OPEN));
        privileges.put("Retrieve Ban List", a -> Rights.mayList(OUTCAST, MODERATOR, a, with("whois", "anyone")));
        privileges.put("Retrieve Owner List", a -> Rights.mayList(OWNER, MODERATOR, a, OPEN));
        privileges.put("Enter Members-Only Room", a -> Rights.mayEnter(a, MEMBERS_ONLY));
        privileges.put(
                "Ban Members and Unaffiliated Users",
                a -> allowed(() -> {
                    Rights.checkAffiliation(a, MEMBER, OUTCAST);
                    Rights.checkAffiliation(a, Affiliation.NONE, OUTCAST);
                }));
        privileges.put(
                "Edit Member List",
                a -> allowed(() -> {
                    Rights.checkAffiliation(a, Affiliation.NONE, MEMBER);
                    Rights.checkAffiliation(a, MEMBER, Affiliation.NONE);
                }));
        privileges.put(
                "Assign and Remove Moderator Role",
                a -> allowed(() -> {
                    change(MODERATOR, a, PARTICIPANT, Affiliation.NONE, MODERATOR);
                    change(MODERATOR, a, MODERATOR, Affiliation.NONE, PARTICIPANT);
                }));
        privileges.put(
                "Edit Admin List",
                a -> allowed(() -> {
                    Rights.checkAffiliation(a, MEMBER, ADMIN);
                    Rights.checkAffiliation(a, ADMIN, MEMBER);
                }));
        privileges.put(
                "Edit Owner List",
                a -> allowed(() -> {
                    Rights.checkAffiliation(a, MEMBER, OWNER);
                    Rights.checkAffiliation(a, OWNER, ADMIN);
                }));
        return tests(AFFILIATIONS, privileges, name -> Affiliation.valueOf(name.toUpperCase(Locale.ROOT)));
    }

    private static <T> List<DynamicTest> tests(
            String table, Map<String, Predicate<T>> privileges, Function<String, T> column) {
        var lines = table.lines().map(line -> line.split(" *\\| *")).toList();
        assertThat(lines.stream().skip(1).map(cells -> cells[0]))
                .containsExactlyInAnyOrderElementsOf(privileges.keySet());
        return lines.stream()
                .skip(1)
                .map(cells -> DynamicTest.dynamicTest(cells[0], () -> {
                    for (int i = 1; i < cells.length; i++) {
                        var who = column.apply(lines.get(0)[i].strip());
                        assertThat(privileges.get(cells[0]).test(who))
                                .as(who.toString())
                                .isEqualTo(cells[i].strip().equals("Yes"));
                    }
                }))
                .toList();
    }

    /** §5.1.2. */
    @Test
    void rolesOnEntering() {
        for (var config : List.of(OPEN, MEMBERS_ONLY)) {
            assertThat(Rights.onEntering(Affiliation.NONE, config)).isEqualTo(PARTICIPANT);
            assertThat(Rights.onEntering(MEMBER, config)).isEqualTo(PARTICIPANT);
            assertThat(Rights.onEntering(ADMIN, config)).isEqualTo(MODERATOR);
            assertThat(Rights.onEntering(OWNER, config)).isEqualTo(MODERATOR);
        }
        assertThat(Rights.onEntering(Affiliation.NONE, MODERATED)).isEqualTo(VISITOR);
        assertThat(Rights.onEntering(MEMBER, MODERATED)).isEqualTo(PARTICIPANT);
        assertThat(Rights.onEntering(ADMIN, MODERATED)).isEqualTo(MODERATOR);
        assertThat(Rights.onEntering(OWNER, MODERATED)).isEqualTo(MODERATOR);
    }

    /** §8.4, §9.7: of an admin or owner nobody takes the voice or the status, whatever they are. */
    @Property
    void adminsAndOwnersStayModerators(
            @ForAll Role role, @ForAll Affiliation affiliation, @ForAll boolean owner, @ForAll boolean voice) {
        boolean taken = allowed(
                () -> change(role, affiliation, MODERATOR, owner ? OWNER : ADMIN, voice ? VISITOR : PARTICIPANT));
        assertThat(taken).isFalse();
    }

    /** §8.2: nobody kicks one of higher affiliation. */
    @Property
    void nobodyKicksUpwards(@ForAll Affiliation affiliation, @ForAll Affiliation other, @ForAll Role otherRole) {
        boolean kicked = allowed(() -> change(MODERATOR, affiliation, otherRole, other, Role.NONE));
        assertThat(kicked && !affiliation.atLeast(other)).isFalse();
    }

    /** §9, §10: whoever is no owner changes nobody from or to admin and owner, and a mere user nobody at all. */
    @Property
    void listsHaveTheirMasters(@ForAll Affiliation affiliation, @ForAll Affiliation before, @ForAll Affiliation after) {
        boolean changed = allowed(() -> Rights.checkAffiliation(affiliation, before, after));
        boolean high = before.atLeast(ADMIN) || after.atLeast(ADMIN);
        assertThat(changed).isEqualTo(affiliation == OWNER || (affiliation == ADMIN && !high));
    }

    private static void change(Role role, Affiliation affiliation, Role otherRole, Affiliation other, Role after) {
        var occupant =
                new Occupant(Jid.parse("room@conference.example/nick"), Jid.parse("user@example"), otherRole, other);
        Rights.checkRole(role, affiliation, occupant, after);
    }

    private static boolean allowed(Runnable attempt) {
        try {
            attempt.run();
            return true;
        } catch (StanzaError e) {
            return false;
        }
    }
}
