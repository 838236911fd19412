package offhook.xmpp.muc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import offhook.directory.address.Jid;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.OnEachDatabase;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.stanza.Message;
import offhook.xmpp.stanza.Stanza;

class RoomTableTest {

    private static final RoomConfig INSTANT = RoomConfig.instant(1_000, 20, false);
    private static final Jid ROOM = Jid.parse("balcony@conference.capulet.example");
    private static final Affiliated JULIET =
            new Affiliated(Jid.parse("juliet@capulet.example"), Affiliation.OWNER, "Juliet", "");
    private static final Affiliated ROMEO =
            new Affiliated(Jid.parse("romeo@capulet.example"), Affiliation.MEMBER, "", "Wherefore?");
    private static final Affiliated STRANGERS =
            new Affiliated(Jid.parse("montague.example"), Affiliation.OUTCAST, "", "'Tis but a <name/>");

    private static RoomTable table(Database database) {
        database.migrate("xmpp-muc");
        return new RoomTable(database, INSTANT);
    }

    private static RoomState room(boolean persistent, Affiliated... people) {
        var form = DataForm.of("submit", ConfigForm.FORM).bool("muc#roomconfig_persistentroom", "", persistent);
        return new RoomState(
                ROOM,
                ConfigForm.apply(INSTANT, form, 1_000),
                Affiliations.of(List.of(people)),
                Subject.NEVER_SET,
                "00ff");
    }

    @OnEachDatabase
    void aRoomComesBackWithAllItsParts(Database database) {
        var table = table(database);
        var config = new RoomConfig(
                "Balkøn 'night'",
                "By <night/>",
                "it",
                false,
                true,
                true,
                true,
                "cauldron",
                17,
                true,
                true,
                true,
                RoomConfig.PrivateMessages.MODERATORS,
                Set.of(Role.MODERATOR),
                Set.of(),
                3,
                true);
        var message = "<message from='" + ROOM + "/Juliet' type='groupchat'><subject>Names</subject></message>";
        var subject =
                new Subject((Message) Stanza.parse(message.getBytes(UTF_8)), Instant.ofEpochMilli(1_100_000_000_123L));
        var after = room(true, JULIET, ROMEO, STRANGERS).with(config).with(subject);
        table.save(room(false), after);
        var found = table.all();
        assertThat(found).hasSize(1);
        assertThat(found.get(0).config()).isEqualTo(config);
        assertThat(found.get(0).affiliations()).isEqualTo(after.affiliations());
        assertThat(found.get(0).subject().message().toString()).isEqualTo(message);
        assertThat(found.get(0).subject().at()).isEqualTo(subject.at());
        assertThat(found.get(0).key()).isEqualTo("00ff");
    }

    @OnEachDatabase
    void onlyWhatDiffersIsWritten(Database database) {
        var table = table(database);
        var before = room(true, JULIET, ROMEO);
        table.save(room(false), before);
        var after = before.with(Affiliations.of(
                List.of(new Affiliated(JULIET.jid(), JULIET.affiliation(), "Miss", JULIET.reason()), STRANGERS)));
        table.save(before, after);
        assertThat(table.all().get(0).affiliations()).isEqualTo(after.affiliations());
    }

    @OnEachDatabase
    void aRoomThatIsNotKeptAnyMoreIsForgotten(Database database) {
        var table = table(database);
        table.save(room(false), room(true, JULIET));
        table.save(room(true, JULIET), room(false, JULIET));
        assertThat(table.all()).isEmpty();
        table.save(room(false), room(true, ROMEO));
        assertThat(table.all().get(0).affiliations().all()).containsExactly(ROMEO);
        table.remove(ROOM);
        assertThat(table.all()).isEmpty();
    }
}
