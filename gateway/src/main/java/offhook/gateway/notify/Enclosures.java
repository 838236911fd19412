package offhook.gateway.notify;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.directory.User;
import offhook.mail.Attachment;

/**
 * What one mail tells, and the recordings that go with it.
 *
 * @param told with what was said in each voicemail, as far as it is known
 * @param pages of the voicemails that have one
 */
record Enclosures(List<Entry> told, List<Attachment> files, List<Page> pages) {

    /** Where a voicemail is marked or deleted. */
    record Page(VoicemailLeft voicemail, String url) {}

    Enclosures(List<Entry> told, List<Attachment> files) {
        this(told, files, List.of());
    }

    /** No mail gets larger than what most servers take: of more voicemails only the first are enclosed. */
    private static final int MOST_FILES = 5;

    static CompletionStage<Enclosures> of(List<Entry> told, User user, VoicemailFiles files) {
        CompletionStage<Enclosures> all = CompletableFuture.completedFuture(new Enclosures(List.of(), List.of()));
        for (var entry : told) {
            all = entry.notification() instanceof VoicemailLeft left
                    ? all.thenCombine(files.enclosed(left, user), (before, with) -> before.with(entry, left, with))
                    : all.thenApply(before -> before.with(entry, List.of()));
        }
        return all;
    }

    private Enclosures with(Entry entry, VoicemailLeft left, VoicemailFiles.Enclosed with) {
        var all = new ArrayList<>(pages);
        with.page().ifPresent(url -> all.add(new Page(left, url)));
        return new Enclosures(told, files, List.copyOf(all))
                .with(entry.with(left.with(with.transcript())), files.size() < MOST_FILES ? with.files() : List.of());
    }

    private Enclosures with(Entry entry, List<Attachment> more) {
        var longer = new ArrayList<>(told);
        longer.add(entry);
        var all = new ArrayList<>(files);
        all.addAll(more);
        return new Enclosures(List.copyOf(longer), List.copyOf(all), pages);
    }
}
