package offhook.voicemail.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import offhook.voicemail.rtp.JitterBuffer.Fate;
import org.junit.jupiter.api.Test;

class JitterBufferTest {

    private final JitterBuffer buffer = new JitterBuffer();

    private Fate add(long sequence) {
        var data = new byte[] {0, (byte) sequence, (byte) (sequence >> 8)};
        return buffer.add(sequence, sequence * 160, true, data, 1, 2);
    }

    private long take() {
        var slot = buffer.take();
        assertThat(slot.payload()[0]).isEqualTo((byte) slot.sequence());
        assertThat(slot.length()).isEqualTo(2);
        assertThat(slot.timestamp()).isEqualTo(slot.sequence() * 160);
        return slot.sequence();
    }

    @Test
    void packetsComeOutInOrder() {
        for (long sequence : new long[] {1003, 1001, 1002, 1000}) {
            assertThat(add(sequence)).isEqualTo(Fate.KEPT);
        }
        assertThat(buffer.newest()).isEqualTo(1003 * 160);
        assertThat(List.of(take(), take(), take(), take())).containsExactly(1000L, 1001L, 1002L, 1003L);
        assertThat(buffer.first()).isNull();
    }

    /** Else each call would have room for more than a second, and nearly all of it would be empty. */
    @Test
    void theRoomOfAPacketIsUsedAgain() {
        var room = Collections.newSetFromMap(new IdentityHashMap<>());
        add(1000);
        for (int i = 1; i < 200; i++) {
            add(1000 + i);
            room.add(buffer.take());
        }
        assertThat(room).hasSize(2);
        buffer.clear();
        add(5000);
        room.add(buffer.take());
        assertThat(room).hasSize(2);
    }

    @Test
    void twiceIsADuplicateAndAfterItsTurnLate() {
        add(1000);
        assertThat(add(1000)).isEqualTo(Fate.DUPLICATE);
        add(1002);
        take();
        assertThat(add(1000)).isEqualTo(Fate.LATE);
        take();
        assertThat(add(1001)).isEqualTo(Fate.LATE);
    }

    @Test
    void aFloodGoesOnWithTheNewest() {
        for (int i = 0; i < 1000; i++) {
            assertThat(add(1000 + i)).isEqualTo(Fate.KEPT);
        }
        assertThat(buffer.size()).isEqualTo(JitterBuffer.SLOTS);
        assertThat(take()).isEqualTo(2000 - JitterBuffer.SLOTS);
    }

    @Test
    void aLeapLeavesTheOldBehind() {
        add(1000);
        add(1001);
        assertThat(add(100_000)).isEqualTo(Fate.KEPT);
        assertThat(buffer.size()).isEqualTo(1);
        assertThat(take()).isEqualTo(100_000);
    }

    @Test
    void nothingOfThisSizeIsSpeech() {
        assertThat(buffer.add(1000, 0, true, new byte[2000], 0, 1501)).isEqualTo(Fate.REFUSED);
        assertThat(buffer.first()).isNull();
    }

    @Test
    void whatIsNoSpeechHoldsItsPlace() {
        add(1000);
        buffer.add(1001, 0, false, new byte[0], 0, 0);
        take();
        assertThat(buffer.first().isSpeech()).isFalse();
        assertThat(buffer.first().sequence()).isEqualTo(1001);
    }

    @Test
    void afterAClearingEverythingIsNew() {
        add(100_000);
        buffer.clear();
        assertThat(buffer.first()).isNull();
        assertThat(add(5)).isEqualTo(Fate.KEPT);
        assertThat(take()).isEqualTo(5);
    }

    /** Against a set that is sorted and has no room to save. */
    @Property
    void isASortedSetWithAWindow(@ForAll @Size(max = 200) List<@IntRange(max = 120) Integer> steps) {
        buffer.clear();
        var model = new TreeSet<Long>();
        var taken = new ArrayList<Long>();
        for (int step : steps) {
            if (step > 100) {
                if (!model.isEmpty()) {
                    assertThat(take()).isEqualTo(model.first());
                    taken.add(model.pollFirst());
                }
                continue;
            }
            long sequence = 1000L + step;
            switch (add(sequence)) {
                case KEPT -> {
                    assertThat(model.add(sequence)).isTrue();
                    model.removeIf(old -> old <= sequence - JitterBuffer.SLOTS);
                }
                case DUPLICATE -> assertThat(model).contains(sequence);
                case LATE -> assertThat(model).doesNotContain(sequence);
                case REFUSED -> throw new AssertionError();
            }
            assertThat(buffer.size()).isEqualTo(model.size());
        }
        assertThat(taken).isSorted().doesNotHaveDuplicates();
    }
}
