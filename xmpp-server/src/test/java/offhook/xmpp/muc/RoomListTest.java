package offhook.xmpp.muc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import offhook.directory.address.Jid;
import offhook.runtime.testing.ManualTime;
import offhook.xmpp.form.DataForm;
import offhook.xmpp.rsm.PageRequest;
import offhook.xmpp.stanza.StanzaError;
import offhook.xmpp.xml.Element;
import org.junit.jupiter.api.Test;

/** The list of rooms in pages, XEP-0059. */
class RoomListTest {

    private static final String HOST = "conference.example";

    private final List<Room> rooms = new ArrayList<>();

    private void room(String name, boolean isPublic, boolean locked) {
        var form = DataForm.of("submit", ConfigForm.FORM).bool("muc#roomconfig_publicroom", "", isPublic);
        var time = new ManualTime();
        var state = new RoomState(
                Jid.of(name, HOST),
                ConfigForm.apply(RoomConfig.instant(10, 10, false), form, 10),
                Affiliations.NOBODY,
                Subject.NEVER_SET,
                "00");
        rooms.add(new Room(
                state,
                locked,
                new Room.Ground(null, null, Optional.empty(), time.lanes(), time, stanza -> {}, room -> {})));
    }

    private static Element query(String set) {
        return Element.parse("<query xmlns='" + RoomInfo.ITEMS + "'>" + set + "</query>");
    }

    private Element page(String set) {
        return RoomList.page(query("<set xmlns='" + PageRequest.NS + "'>" + set + "</set>"), rooms);
    }

    private static List<String> names(Element page) {
        return page.children("item", RoomInfo.ITEMS).stream()
                .map(item -> Jid.parse(item.attribute("jid").orElseThrow()).local())
                .toList();
    }

    @Test
    void aShortListIsWhole() {
        room("b", true, false);
        room("a", true, false);
        room("hidden", false, false);
        room("locked", true, true);
        var page = RoomList.page(query(""), rooms);
        assertThat(names(page)).containsExactly("a", "b");
        assertThat(page.child("set", PageRequest.NS)).isEmpty();
    }

    @Test
    void aLongListSaysHowLongItIs() {
        for (int i = 0; i < PageRequest.LARGEST + 1; i++) {
            room("room%04d".formatted(i), true, false);
        }
        var page = RoomList.page(query(""), rooms);
        assertThat(names(page)).hasSize(PageRequest.LARGEST);
        var set = page.child("set", PageRequest.NS).orElseThrow();
        assertThat(set.childText("count")).hasValue(Integer.toString(PageRequest.LARGEST + 1));
    }

    @Test
    void itIsReadInPagesForwardsAndBackwards() {
        for (var name : List.of("a", "b", "c", "d", "e")) {
            room(name, true, false);
        }
        assertThat(names(page("<max>2</max>"))).containsExactly("a", "b");
        assertThat(names(page("<max>2</max><after>b@" + HOST + "</after>"))).containsExactly("c", "d");
        assertThat(names(page("<max>2</max><after>e@" + HOST + "</after>"))).isEmpty();
        assertThat(names(page("<max>2</max><before/>"))).containsExactly("d", "e");
        assertThat(names(page("<max>2</max><before>d@" + HOST + "</before>"))).containsExactly("b", "c");
        assertThat(names(page("<max>2</max><index>1</index>"))).containsExactly("b", "c");
        var set = page("<max>2</max><after>b@" + HOST + "</after>")
                .child("set", PageRequest.NS)
                .orElseThrow();
        assertThat(set.child("first").orElseThrow().attribute("index")).hasValue("2");
        assertThat(set.childText("last")).hasValue("d@" + HOST);
        assertThat(page("<max>0</max>")
                        .child("set", PageRequest.NS)
                        .orElseThrow()
                        .childText("count"))
                .hasValue("5");
    }

    @Test
    void whatIsNoPageIsRefused() {
        room("a", true, false);
        assertThatThrownBy(() -> page("<after>gone@" + HOST + "</after>"))
                .isInstanceOfSatisfying(StanzaError.class, error -> assertThat(error.condition())
                        .isEqualTo(StanzaError.Condition.ITEM_NOT_FOUND));
        assertThatThrownBy(() -> page("<max>-1</max>"))
                .isInstanceOfSatisfying(StanzaError.class, error -> assertThat(error.condition())
                        .isEqualTo(StanzaError.Condition.BAD_REQUEST));
    }
}
