package offhook.gateway.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import offhook.directory.Directory;
import offhook.directory.User;
import offhook.directory.UserId;
import offhook.mail.intake.IntakeListener;
import offhook.mail.intake.PbxVoicemail;
import offhook.mail.intake.mime.UnreadableSound;
import offhook.sip.call.Caller;
import offhook.voicemail.audio.UnsuitableAudio;
import offhook.voicemail.box.Voicemails;
import offhook.voicemail.recording.Recording;
import offhook.voicemail.sound.SoundFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns what a PBX has mailed into a voicemail like any other: decoded, in the box of its owner, told in the same
 * transaction. Safe to share.
 */
public final class MailedVoicemails implements IntakeListener {

    private static final Logger log = LoggerFactory.getLogger(MailedVoicemails.class);

    private static final Duration LONGEST = Duration.ofHours(1);

    /** A sound that is so much shorter than the PBX says has lost its end. */
    private static final Duration NOTABLE = Duration.ofSeconds(3);

    private final Directory directory;
    private final Voicemails boxes;
    private final Path folder;
    private final String pbx;
    private final Owners owners;

    /**
     * @param folder where files are made: on the disk of the boxes
     * @param pbx the host that numbers which are nobody's of ours are called back at
     */
    public MailedVoicemails(Directory directory, Voicemails boxes, Path folder, String pbx) {
        this.directory = directory;
        this.boxes = boxes;
        this.folder = folder;
        this.pbx = pbx;
        this.owners = new Owners(directory);
    }

    @Override
    public boolean knows(String address) {
        return owners.person(address).isPresent();
    }

    @Override
    public CompletionStage<Fate> left(PbxVoicemail voicemail) {
        var whose = owners.of(voicemail.owners());
        if (whose.isEmpty()) {
            return refused("nobody here is " + named(voicemail.owners()));
        }
        CompletionStage<Fate> all = CompletableFuture.completedFuture(new Fate.Taken());
        for (var owner : whose) {
            var one = left(voicemail, owner);
            all = all.thenCombine(one, (before, now) -> before instanceof Fate.Refused ? before : now);
        }
        return all;
    }

    private static String named(PbxVoicemail.Owners owners) {
        return owners.assigned().or(owners::mailbox).orElseGet(() -> String.join(", ", owners.recipients()));
    }

    private CompletionStage<Fate> left(PbxVoicemail voicemail, User owner) {
        var id = id(voicemail.key(), owner.id());
        if (boxes.find(id).isPresent()) {
            return CompletableFuture.completedFuture(new Fate.Taken());
        }
        if (!boxes.hasRoom(owner.id())) {
            return refused("the box of " + owner.id() + " is full");
        }
        try {
            return boxes.add(recording(id, voicemail, owner)).thenApply(added -> after(id, owner, added));
        } catch (UnsuitableAudio | UnreadableSound e) {
            return refused("its sound " + voicemail.sound().name() + " cannot be played: " + e.getMessage());
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Fate after(String id, User owner, boolean added) {
        if (added) {
            log.info("voicemail {} for {} came by mail", id, owner.id());
            return new Fate.Taken();
        }
        return boxes.find(id).isPresent() ? new Fate.Taken() : new Fate.Refused(owner.id() + " is no user any more");
    }

    /** Decoded, synced, and where it belongs. */
    private Recording recording(String id, PbxVoicemail voicemail, User owner) throws IOException, UnsuitableAudio {
        var part = folder.resolve(id + ".wav");
        try (InputStream in = voicemail.sound().content().open()) {
            var sound = SoundFile.open(in);
            long samples = SoundFile.write(sound, part, LONGEST);
            var length = Duration.ofNanos(samples * 1_000_000_000L / sound.rate());
            voicemail
                    .length()
                    .filter(told -> told.minus(length).compareTo(NOTABLE) > 0)
                    .ifPresent(told -> log.warn("voicemail {} should last {} and lasts {}", id, told, length));
            var wav = boxes.folder().wav(id);
            Files.move(part, wav, StandardCopyOption.ATOMIC_MOVE);
            return new Recording(
                    id, owner.id(), caller(voicemail), "mail-" + id, voicemail.at(), length, sound.rate(), wav, false);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private Caller caller(PbxVoicemail voicemail) {
        // As people write numbers: RFC 3966 §5.1.1.
        var number = voicemail.number().matches("[+0-9 ().\\-]+")
                ? voicemail.number().replaceAll("[ ().\\-]", "")
                : voicemail.number();
        return Caller.of(directory, number, voicemail.name(), pbx);
    }

    /** The same for the same mail, and nothing that the network says. */
    private static String id(String key, UserId owner) {
        try {
            var hash = MessageDigest.getInstance("SHA-256")
                    .digest((key + '\n' + owner.value()).getBytes(StandardCharsets.UTF_8));
            return "m" + HexFormat.of().formatHex(hash, 0, 15);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    private static CompletionStage<Fate> refused(String why) {
        return CompletableFuture.completedFuture(new Fate.Refused(why));
    }
}
