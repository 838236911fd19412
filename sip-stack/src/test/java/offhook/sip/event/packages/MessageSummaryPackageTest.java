package offhook.sip.event.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Optional;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.directory.testing.TestPeople;
import offhook.sip.event.Relation;
import offhook.sip.event.Unasked;
import offhook.sip.event.document.MalformedDocument;
import offhook.sip.event.document.MessageSummary;
import offhook.sip.event.document.MessageSummary.Counts;
import offhook.sip.message.Uri;
import offhook.sip.testing.FilledMailboxes;
import org.junit.jupiter.api.Test;

class MessageSummaryPackageTest {

    private static final UserId JULIET = new UserId("juliet");

    private final User juliet = TestPeople.ofVerona().user(JULIET).orElseThrow();
    private final FilledMailboxes ours = new FilledMailboxes();
    private final FilledMailboxes theirs = new FilledMailboxes();
    private Optional<Uri> account = Optional.empty();
    private final MessageSummaryPackage summary = new MessageSummaryPackage(ours.and(theirs), () -> account);

    private MessageSummary read() throws MalformedDocument {
        var document = summary.document(juliet, Relation.SELF, 0).orElseThrow();
        return MessageSummary.read(document.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsWrittenCanBeRead() throws MalformedDocument {
        ours.fill("juliet", 2, 8);
        assertThat(read().waiting()).isTrue();
        assertThat(read().account()).contains("sip:juliet@capulet.example");
        assertThat(read().voice()).contains(new Counts(2, 8));
        ours.fill("juliet", 0, 10);
        assertThat(read().waiting()).isFalse();
    }

    @Test
    void theAccountIsWhereMessagesAreHeard() throws MalformedDocument {
        account = Optional.of(Uri.parse("sip:8000@capulet.example"));
        assertThat(read().account()).contains("sip:8000@capulet.example");
    }

    @Test
    void twoMailboxesAreOneLamp() throws MalformedDocument {
        ours.fill("juliet", 0, 1);
        theirs.fill("juliet", 2, 3);
        assertThat(read().voice()).contains(new Counts(2, 4));
        var told = new ArrayList<UserId>();
        summary.listen(told::add);
        ours.fill("juliet", 0, 0);
        theirs.remove("juliet");
        assertThat(told).containsExactly(JULIET, JULIET);
    }

    @Test
    void whoHasNoneIsToldNothingWithoutAsking() throws MalformedDocument {
        assertThat(summary.unasked(JULIET)).isEqualTo(Unasked.NOTHING);
        assertThat(read().voice()).contains(new Counts(0, 0));
        ours.fill("juliet", 0, 1);
        assertThat(summary.unasked(JULIET)).isEqualTo(Unasked.WHEN_NEW);
        ours.fill("juliet", 1, 1);
        assertThat(summary.unasked(JULIET)).isEqualTo(Unasked.AFTER_EACH_REGISTER);
        assertThat(WaitingMessages.NONE.and(WaitingMessages.NONE).of(JULIET)).isEqualTo(Optional.empty());
    }
}
