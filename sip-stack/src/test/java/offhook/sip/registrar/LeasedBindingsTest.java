package offhook.sip.registrar;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import offhook.directory.UserId;
import offhook.runtime.testing.ManualTime;
import offhook.sip.message.Uri;
import offhook.sip.transport.Protocol;
import org.junit.jupiter.api.Test;

class LeasedBindingsTest {

    private final ManualTime time = new ManualTime();
    private final Committed table = new Committed();
    private final LeasedBindings store = new LeasedBindings(table, time);
    private long cseq;

    private Binding binding(String contact, int seconds) {
        return new Binding(
                new UserId("juliet"),
                "juliet",
                Uri.parse("sip:juliet@192.0.2.1"),
                contact,
                1,
                time.instant().plusSeconds(seconds),
                "registration",
                ++cseq,
                List.of(),
                Protocol.UDP,
                new InetSocketAddress("192.0.2.1", 5060),
                Optional.empty(),
                Device.UNKNOWN,
                time.instant());
    }

    private boolean put(Binding binding) {
        return store.change(new BindingChange(List.of(), List.of(binding)))
                .toCompletableFuture()
                .isDone();
    }

    private void refresh(int seconds) {
        assertThat(put(binding("<sip:juliet@192.0.2.1>", seconds))).isTrue();
    }

    private Duration left() {
        return Duration.between(time.instant(), table.rows.get(0).expires());
    }

    /** A phone behind address translation refreshes every half a minute. */
    @Test
    void aRefreshThatIsCoveredIsNotWritten() {
        for (int i = 0; i < 40; i++) {
            refresh(60);
            assertThat(left()).isGreaterThanOrEqualTo(Duration.ofSeconds(60));
            time.passSeconds(30);
        }
        assertThat(table.changes).isEqualTo(14);
    }

    @Test
    void aLongOneIsKeptTenMinutesLonger() {
        refresh(7200);
        assertThat(left()).isEqualTo(Duration.ofMinutes(130));
        time.passSeconds(600);
        refresh(7200);
        assertThat(table.changes).isEqualTo(1);
        time.passSeconds(1);
        refresh(7200);
        assertThat(table.changes).isEqualTo(2);
    }

    @Test
    void whatSaysSomethingNewIsWritten() {
        refresh(60);
        put(binding("<sip:juliet@192.0.2.1>;methods=\"INVITE\"", 60));
        assertThat(table.changes).isEqualTo(2);
        assertThat(table.rows).singleElement().matches(row -> row.contact().contains("methods"));
    }

    @Test
    void whatIsTakenAwayIsGoneAndComesBackOnlyByAWrite() {
        refresh(60);
        store.change(new BindingChange(List.of(binding("<sip:juliet@192.0.2.1>", 60)), List.of()));
        assertThat(table.rows).isEmpty();
        refresh(60);
        assertThat(table.rows).hasSize(1);
    }

    @Test
    void nothingIsCoveredByWhatIsNotCommittedYet() {
        table.pending = new CompletableFuture<>();
        assertThat(put(binding("<sip:juliet@192.0.2.1>", 60))).isFalse();
        assertThat(put(binding("<sip:juliet@192.0.2.1>", 60))).isFalse();
        table.commit();
        refresh(60);
        assertThat(table.changes).isEqualTo(2);
    }

    @Test
    void whatCannotBeWrittenCoversNothing() {
        table.pending = CompletableFuture.failedFuture(new IllegalStateException("disk full"));
        assertThat(put(binding("<sip:juliet@192.0.2.1>", 60))).isTrue();
        table.pending = CompletableFuture.completedFuture(null);
        refresh(60);
        assertThat(table.rows).hasSize(1);
    }

    /** Else a restart would bring back a phone that went long ago. */
    @Test
    void aBindingThatIsOverIsSweptBeforeItsLease() {
        refresh(60);
        time.passSeconds(30);
        refresh(60);
        time.passSeconds(59);
        store.expire(time.instant());
        assertThat(table.rows).hasSize(1);
        time.passSeconds(1);
        store.expire(time.instant());
        assertThat(table.rows).isEmpty();
        refresh(60);
        assertThat(table.rows).hasSize(1);
    }

    @Test
    void afterARestartTheLeaseGoesOn() {
        refresh(60);
        time.passSeconds(30);
        var next = new LeasedBindings(table, time);
        assertThat(next.all()).hasSize(1);
        next.change(new BindingChange(List.of(), List.of(binding("<sip:juliet@192.0.2.1>", 60))));
        assertThat(table.changes).isEqualTo(1);
    }
}
