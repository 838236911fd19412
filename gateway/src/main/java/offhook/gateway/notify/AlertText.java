package offhook.gateway.notify;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import offhook.directory.User;
import offhook.sip.call.Caller;
import offhook.sip.call.Outcome;

/** What alerts say, in the language and the time zone of the person who is told. */
final class AlertText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");

    private final Words words;
    private final ZoneId zone;
    private final Instant now;

    /** @param now what "today" means */
    AlertText(User person, Instant now) {
        this.words = new Words(person.language());
        this.zone = person.zone();
        this.now = now;
    }

    Words words() {
        return words;
    }

    /** The body of a chat message or the text of a mail: one alert, or a digest with a line for each topic. */
    String body(List<Entry> told) {
        var topics = byTopic(told);
        if (topics.size() == 1) {
            return alert(topics.get(0));
        }
        return topics.stream()
                .map(topic -> "– " + (isOfCalls(topic) ? inDigest(calls(topic)) : alert(topic)))
                .collect(Collectors.joining("\n", words.get(digest("digest", told), told.size()) + '\n', ""));
    }

    /** The subject of a mail. */
    String subject(List<Entry> told) {
        var topics = byTopic(told);
        return topics.size() == 1 ? subjectOf(topics.get(0)) : words.get(digest("digest.subject", told), told.size());
    }

    private String subjectOf(List<Notification> topic) {
        var last = last(topic);
        if (last instanceof VoicemailLeft left) {
            return voicemail(left);
        }
        return last instanceof MessagesWaiting messages
                ? words.get("voicemails", messages.count())
                : words.get("missed", who(calls(topic)));
    }

    /** "Voicemail from Romeo Montague (+1 555 0123), 0:23". */
    private String voicemail(VoicemailLeft left) {
        return words.get("voicemail.from", new CallerLine(left.caller()).shown(words)) + ", " + duration(left.length());
    }

    /** Of calls alone, or of voicemail as well. */
    private static String digest(String key, List<Entry> told) {
        boolean callsAlone = told.stream().allMatch(entry -> entry.notification() instanceof MissedCall);
        return callsAlone ? key : key + ".mixed";
    }

    /** What is told about each caller and each mailbox, the earliest first; topics in the order of their first event. */
    static List<List<Notification>> byTopic(List<Entry> told) {
        var topics = new LinkedHashMap<String, List<Notification>>();
        told.stream()
                .sorted((a, b) ->
                        a.notification().at().compareTo(b.notification().at()))
                .forEach(entry -> topics.computeIfAbsent(entry.topic(), topic -> new ArrayList<>())
                        .add(entry.notification()));
        return List.copyOf(topics.values());
    }

    /** "Missed call from Romeo Montague (+1 555 0123), today 14:05, rang 0:12. Call back: tel:+15550123". */
    private String alert(List<Notification> topic) {
        var last = last(topic);
        if (last instanceof VoicemailLeft left) {
            return alert(left);
        }
        return last instanceof MessagesWaiting messages
                ? words.get("voicemails", messages.count()) + ", " + when(messages.at()) + '.'
                : words.get("missed", inDigest(calls(topic)));
    }

    /** Where voicemails are marked or deleted, a line for each; of several it says which. */
    String pages(List<Enclosures.Page> pages) {
        return pages.stream()
                .map(page -> '\n'
                        + (pages.size() == 1 ? words.get("voicemail.page") : line(page.voicemail()) + ':')
                        + ' '
                        + page.url())
                .collect(Collectors.joining());
    }

    /** "Romeo Montague (+1 555 0123), 0:23, today 14:05", in a list of nothing else. */
    String line(VoicemailLeft left) {
        return new CallerLine(left.caller()).shown(words) + ", " + duration(left.length()) + ", " + when(left.at());
    }

    /** "Voicemail from Romeo Montague (+1 555 0123), 0:23, today 14:05. Call back: tel:+15550123", and what was said. */
    private String alert(VoicemailLeft left) {
        var line = new StringBuilder(voicemail(left)).append(", ").append(when(left.at()));
        if (left.isCut()) {
            line.append(", ").append(words.get("restart"));
        }
        line.append('.').append(callBack(left.caller()));
        left.transcript().ifPresent(text -> line.append('\n').append(words.get("transcript", text)));
        return line.toString();
    }

    private static boolean isOfCalls(List<Notification> topic) {
        return topic.get(0) instanceof MissedCall;
    }

    private static List<MissedCall> calls(List<Notification> topic) {
        return topic.stream().map(MissedCall.class::cast).toList();
    }

    /** The one that holds: the last number, the voicemail with what was said. */
    private static Notification last(List<? extends Notification> topic) {
        return topic.get(topic.size() - 1);
    }

    /** The same without "Missed call from". */
    private String inDigest(List<MissedCall> calls) {
        var line = new StringBuilder(who(calls))
                .append(", ")
                .append(when(calls.get(0).at()));
        if (calls.size() > 1) {
            line.append(' ').append(words.get("times", calls.size(), lastTime(calls)));
        }
        detail(calls).ifPresent(detail -> line.append(", ").append(detail));
        return line.append('.').append(callBack(lastOf(calls).caller())).toString();
    }

    private String callBack(Caller caller) {
        return new CallerLine(caller)
                .callBack()
                .map(uri -> ' ' + words.get("callback", uri))
                .orElse("");
    }

    private String who(List<MissedCall> calls) {
        return new CallerLine(lastOf(calls).caller()).shown(words);
    }

    private static MissedCall lastOf(List<MissedCall> calls) {
        return calls.get(calls.size() - 1);
    }

    private String when(Instant at) {
        var there = at.atZone(zone);
        var time = TIME.format(there);
        long daysAgo =
                ChronoUnit.DAYS.between(there.toLocalDate(), now.atZone(zone).toLocalDate());
        if (daysAgo == 0) {
            return words.get("today", time);
        }
        if (daysAgo == 1) {
            return words.get("yesterday", time);
        }
        return DateTimeFormatter.ofPattern(words.get("day"), words.language()).format(there) + ' ' + time;
    }

    /** The time alone if it was on the day of the first call. */
    private String lastTime(List<MissedCall> calls) {
        var first = calls.get(0).at().atZone(zone).toLocalDate();
        var at = lastOf(calls).at();
        return at.atZone(zone).toLocalDate().equals(first) ? TIME.format(at.atZone(zone)) : when(at);
    }

    /** Why nobody talked, or how long it rang; a number of calls that only rang says it all. */
    private Optional<String> detail(List<MissedCall> calls) {
        var call = lastOf(calls);
        var why = call.noRoom() ? Optional.of(words.get("voicemail.full")) : reason(call.outcome());
        if (why.isPresent() || calls.size() > 1 || call.rang().toSeconds() == 0) {
            return why;
        }
        return Optional.of(words.get("rang", duration(call.rang())));
    }

    private Optional<String> reason(Outcome outcome) {
        return switch (outcome) {
            case BUSY -> Optional.of(words.get("busy"));
            case UNREACHABLE -> Optional.of(words.get("unreachable"));
            case DECLINED -> Optional.of(words.get("declined"));
            case TO_VOICEMAIL -> Optional.of(words.get("voicemail"));
            case CUT_BY_RESTART -> Optional.of(words.get("restart"));
            case CALLER_HUNG_UP, RANG_OUT, ANSWERED, ANSWERED_ELSEWHERE, DIVERTED, SIGNALLING_FAILURE, IGNORED ->
                Optional.empty();
        };
    }

    private static String duration(Duration time) {
        return "%d:%02d".formatted(time.toMinutes(), time.toSecondsPart());
    }
}
