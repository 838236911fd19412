package offhook.gateway.voicemail;

import java.text.Normalizer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import offhook.sip.call.Caller;

/** What the file of a voicemail is called where people see it: {@code 2026-11-22_1405_Romeo_Montague}. */
final class FileName {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd_HHmm");
    private static final int LONGEST = 60;

    private FileName() {}

    /** Plain letters and digits, and "_", "-" and "." between them; whoever withholds their name has none. */
    static String of(Caller caller, Instant at, ZoneId zone, String ending) {
        var who = caller.withheld() ? "" : plain(caller.name().value());
        if (who.isEmpty() && !caller.withheld()) {
            who = plain(caller.address().user());
        }
        return TIME.format(at.atZone(zone)) + (who.isEmpty() ? "" : '_' + who) + ending;
    }

    /** Marks are taken off their letters; what is still not plain is a gap. */
    private static String plain(String text) {
        var bare = Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^A-Za-z0-9]+", "_");
        var shorter = bare.length() > LONGEST ? bare.substring(0, LONGEST) : bare;
        return shorter.replaceAll("^_+|_+$", "");
    }
}
