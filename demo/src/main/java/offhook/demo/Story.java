package offhook.demo;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import offhook.demo.chat.ChatClient;
import offhook.demo.chat.Download;
import offhook.demo.mail.MailSink;
import offhook.demo.phone.Phone;
import org.jivesoftware.smack.packet.Presence;

/**
 * Two phones, two chat clients and a mailbox play what Offhook is for. Each line is printed after the bytes that it
 * tells of were received; the first step that does not happen ends the story with {@link StepFailed}.
 */
public final class Story {

    private static final Duration WORDS = Duration.ofSeconds(3);

    /** Three seconds of MP3 are more than this. */
    private static final int SMALLEST = 3000;

    private final Stage stage;
    private final Transcript transcript;

    public Story(Stage stage, Transcript transcript) {
        this.stage = stage;
        this.transcript = transcript;
    }

    /** Plays it to the end. */
    public void play() throws IOException {
        InetSocketAddress sip = stage.server().address("sip-udp");
        int xmpp = stage.server().address("xmpp").getPort();
        transcript.scene("Offhook is up");
        transcript.line("Offhook", stage.server().ready());
        try (var nurse = chat(stage.nurse(), xmpp);
                var romeoPhone = phone(stage.romeo(), sip);
                var julietPhone = phone(stage.juliet(), sip)) {
            try (var juliet = chat(stage.juliet(), xmpp)) {
                everybodyIsHere(nurse, romeoPhone, julietPhone);
                onThePhone(nurse, romeoPhone, julietPhone);
                missedInChat(juliet, romeoPhone, julietPhone);
                voicemail(juliet, romeoPhone, julietPhone);
            }
            missedByMail(nurse, romeoPhone, julietPhone);
        }
    }

    private void everybodyIsHere(ChatClient nurse, Phone romeoPhone, Phone julietPhone) {
        transcript.scene("1. Everybody comes to work");
        transcript.line("Nurse's chat", "logged in over TLS; the roster came from the directory: " + nurse.roster());
        Presence there = nurse.presence(
                stage.juliet().jid(), "Juliet to come online", p -> p.getType() == Presence.Type.available);
        transcript.line("Nurse's chat", "Juliet is " + told(there));
        transcript.line("Romeo's phone", "registers: " + romeoPhone.register());
        transcript.line("Juliet's phone", "registers: " + julietPhone.register());
    }

    private void onThePhone(ChatClient nurse, Phone romeoPhone, Phone julietPhone) {
        transcript.scene("2. Romeo calls Juliet");
        romeoPhone.call("juliet");
        var ringing = julietPhone.ring();
        transcript.line("Juliet's phone", "rings, it shows " + ringing.first("From"));
        transcript.line("Romeo's phone", "hears it ring: " + romeoPhone.hearsRinging());
        julietPhone.pickUp(ringing);
        var ok = romeoPhone.answered();
        transcript.line("Romeo's phone", "Juliet picked up: " + ok);
        transcript.line("Juliet's phone", "is connected: " + julietPhone.isConnected());
        Presence talking = nurse.presence(
                stage.juliet().jid(),
                "Juliet to be on the phone",
                p -> p.getMode() == Presence.Mode.dnd && "On the phone".equals(p.getStatus()));
        transcript.line("Nurse's chat", "Juliet is " + told(talking));
        romeoPhone.hangUp(ok);
        transcript.line("Juliet's phone", "hears that Romeo hung up: " + julietPhone.hungUp());
        transcript.line("Romeo's phone", "is free again: " + romeoPhone.hasHungUp());
        Presence back = nurse.presence(
                stage.juliet().jid(),
                "Juliet to be back",
                p -> p.getType() == Presence.Type.available
                        && p.getMode() == Presence.Mode.available
                        && p.getStatus() == null);
        transcript.line("Nurse's chat", "Juliet is " + told(back) + " again");
    }

    private void missedInChat(ChatClient juliet, Phone romeoPhone, Phone julietPhone) {
        transcript.scene("3. Romeo calls again, nobody answers");
        missedCall(romeoPhone, julietPhone);
        var alert = juliet.message("the alert of a missed call");
        if (!alert.getBody().startsWith("Missed call from Romeo Montague")) {
            throw new StepFailed("expected the alert of a missed call, received: " + alert.getBody());
        }
        transcript.line("Juliet's chat", "message from " + alert.getFrom() + ":");
        transcript.quote(alert.getBody());
    }

    private void voicemail(ChatClient juliet, Phone romeoPhone, Phone julietPhone) throws IOException {
        transcript.scene("4. Romeo leaves a message");
        romeoPhone.call("201");
        var ringing = julietPhone.ring();
        transcript.line("Juliet's phone", "rings, it shows " + ringing.first("From"));
        transcript.line("Juliet's phone", "rings no more: " + julietPhone.cancelled(ringing));
        var ok = romeoPhone.answered();
        transcript.line("Romeo's phone", "voicemail picked up: " + ok);
        romeoPhone.leavesMessage(ok, WORDS);
        transcript.line("Romeo's phone", "heard the greeting, and whistled for " + WORDS.toSeconds() + " s");
        romeoPhone.hangUp(ok);
        romeoPhone.hasHungUp();
        transcript.line(
                "Juliet's phone",
                "its lamp is lit: "
                        + julietPhone.lamp("yes").body().lines().findFirst().orElse(""));
        var link = juliet.message("the recording of a voicemail").getBody();
        if (!link.startsWith("https://")) {
            throw new StepFailed("expected the recording of a voicemail, received: " + link);
        }
        var recording = Download.of(link, stage.server().address("web"));
        if (!"audio/mpeg".equals(recording.type()) || recording.content().length < SMALLEST) {
            throw new StepFailed(
                    "expected a recording, received " + recording.content().length + " bytes of " + recording.type());
        }
        transcript.line(
                "Juliet's chat",
                "has the recording, " + recording.content().length + " bytes of " + recording.type() + ":");
        transcript.quote(link);
        var alert = juliet.message("the alert of a voicemail");
        if (!alert.getBody().startsWith("Voicemail from Romeo Montague")) {
            throw new StepFailed("expected the alert of a voicemail, received: " + alert.getBody());
        }
        transcript.line("Juliet's chat", "message from " + alert.getFrom() + ":");
        transcript.quote(alert.getBody());
    }

    private void missedByMail(ChatClient nurse, Phone romeoPhone, Phone julietPhone) {
        transcript.scene("5. Juliet logs out, Romeo does not give up");
        Presence gone = nurse.presence(
                stage.juliet().jid(), "Juliet to go offline", p -> p.getType() == Presence.Type.unavailable);
        transcript.line("Nurse's chat", "Juliet is " + told(gone));
        missedCall(romeoPhone, julietPhone);
        MailSink.Received mail = stage.mail().next();
        if (!mail.to().equals(stage.juliet().mail())) {
            throw new StepFailed("expected an e-mail to " + stage.juliet().mail() + ", it went to " + mail.to());
        }
        transcript.line("Juliet's mail", "an e-mail arrived:");
        transcript.quote(shown(mail));
    }

    private void missedCall(Phone romeoPhone, Phone julietPhone) {
        var invite = romeoPhone.call("201");
        var ringing = julietPhone.ring();
        transcript.line("Juliet's phone", "rings, it shows " + ringing.first("From"));
        romeoPhone.hearsRinging();
        romeoPhone.giveUp(invite);
        julietPhone.cancelled(ringing);
        transcript.line("Romeo's phone", "gives up: " + romeoPhone.hasGivenUp(invite));
    }

    private static String shown(MailSink.Received mail) {
        try {
            var message = new MimeMessage(
                    Session.getInstance(new Properties()),
                    new ByteArrayInputStream(mail.data().getBytes(StandardCharsets.UTF_8)));
            if (message.getSubject() == null || !message.getSubject().contains("Romeo Montague")) {
                throw new StepFailed("expected the caller in the mail's subject, received: " + message.getSubject());
            }
            return "From: " + message.getFrom()[0] + "\nTo: " + mail.to() + "\nSubject: " + message.getSubject()
                    + "\n\n" + text(message.getContent());
        } catch (MessagingException | IOException e) {
            throw new StepFailed("the e-mail cannot be read: " + e.getMessage());
        }
    }

    /** The first plain text of a MIME tree. */
    private static String text(Object content) throws MessagingException, IOException {
        if (content instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart part = parts.getBodyPart(i);
                if (part.isMimeType("multipart/*") || part.isMimeType("text/plain")) {
                    return text(part.getContent());
                }
            }
            return "";
        }
        return content.toString().strip();
    }

    private static String told(Presence presence) {
        if (presence.getType() == Presence.Type.unavailable) {
            return "offline";
        }
        String show = presence.getMode() == Presence.Mode.available
                ? "available"
                : presence.getMode().toString();
        return presence.getStatus() == null ? show : show + ", \"" + presence.getStatus() + "\"";
    }

    private ChatClient chat(Person person, int port) {
        return new ChatClient(person.user(), person.name(), Stage.DOMAIN, person.password(), port, stage.conditions());
    }

    private Phone phone(Person person, InetSocketAddress sip) throws IOException {
        return new Phone(person.user(), person.name(), Stage.DOMAIN, person.password(), sip, stage.conditions());
    }
}
