package offhook.gateway.voicemail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import offhook.directory.UserId;
import offhook.runtime.share.Quota;
import offhook.runtime.share.SharedFile;
import offhook.runtime.share.SharedFileTable;
import offhook.runtime.storage.Database;
import offhook.runtime.testing.OnEachDatabase;
import org.junit.jupiter.api.Test;

class LinkTableTest {

    private static final UserId JULIET = new UserId("juliet");
    private static final UserId NURSE = new UserId("nurse");

    private static Link link(String voicemail, UserId person, String token) {
        return new Link(
                voicemail, person, token, "page-" + token, "Romeo.mp3", 8_192, Duration.ofMillis(2_340), "hash=");
    }

    private static void change(Database database, Consumer<LinkStore> change) {
        database.write(tx -> {
                    change.accept(new LinkTable(tx));
                    return null;
                })
                .toCompletableFuture()
                .join();
    }

    private static Optional<Link> find(Database database, String voicemail) {
        return database.read(handle -> new LinkTable(handle).find(voicemail));
    }

    private static Optional<Link> ofPage(Database database, String page) {
        return database.read(handle -> new LinkTable(handle).ofPage(page));
    }

    private static void share(Database database, String token) {
        var at = Instant.parse("2026-11-22T14:05:00Z");
        var file = new SharedFile(
                token, "voicemail", "juliet@x", "a", "", 1, at, at.plusSeconds(60), Duration.ZERO, Optional.empty());
        new SharedFileTable(database)
                .announce(file, new Quota(100, 100, 100))
                .toCompletableFuture()
                .join();
    }

    @OnEachDatabase
    void aLinkIsFoundUntilItIsRevokedAndItsFileGoesWithIt(Database database) {
        database.migrate(LinkTable.MODULE);
        database.migrate(SharedFileTable.MODULE);
        var files = new SharedFileTable(database);
        for (var token : new String[] {"one", "other", "two", "three"}) {
            share(database, token);
        }
        change(database, links -> {
            links.save(link("aaaaaaaa", JULIET, "one"));
            links.save(link("bbbbbbbb", JULIET, "two"));
            links.save(link("cccccccc", NURSE, "three"));
        });
        assertThat(find(database, "aaaaaaaa")).contains(link("aaaaaaaa", JULIET, "one"));
        change(database, links -> links.save(link("aaaaaaaa", JULIET, "other")));
        assertThat(find(database, "aaaaaaaa")).contains(link("aaaaaaaa", JULIET, "other"));
        assertThat(files.find("one")).as("what is replaced").isEmpty();
        assertThat(ofPage(database, "page-other")).contains(link("aaaaaaaa", JULIET, "other"));
        assertThat(ofPage(database, "page-one")).isEmpty();

        change(database, links -> links.revoke("aaaaaaaa"));
        change(database, links -> links.revoke("aaaaaaaa"));
        assertThat(find(database, "aaaaaaaa")).isEmpty();
        assertThat(files.find("other")).isEmpty();
        assertThat(files.find("two")).isPresent();

        change(database, links -> links.revoke(JULIET));
        assertThat(find(database, "bbbbbbbb")).isEmpty();
        assertThat(files.find("two")).isEmpty();
        assertThat(find(database, "cccccccc")).isPresent();
        assertThat(files.find("three")).isPresent();
    }

    @Test
    void nobodyReadsTheSecretInALog() {
        assertThat(link("aaaaaaaa", JULIET, "s3cret")).asString().doesNotContain("s3cret");
    }
}
