package offhook.mail.intake.shape;

import java.util.List;
import java.util.Optional;
import offhook.mail.intake.mime.ReceivedMail;
import offhook.mail.intake.mime.SoundPart;

/** How one kind of PBX writes its voicemail e-mails. */
public sealed interface Shape permits Asterisk, FreeSwitch, ThreeCx {

    /** All that are known, the most telling first. */
    List<Shape> ALL = List.of(new Asterisk(), new FreeSwitch(), new ThreeCx());

    /** As admins call it. */
    String title();

    /** Whether a mail is one of these. */
    boolean fits(ReceivedMail mail);

    /**
     * What it says; only of a mail that fits.
     *
     * @param any sound of the mail: the voicemail, unless another one is named as such
     */
    Left read(ReceivedMail mail, SoundPart any);

    /** The first that fits. */
    static Optional<Shape> of(ReceivedMail mail) {
        return ALL.stream().filter(shape -> shape.fits(mail)).findFirst();
    }
}
