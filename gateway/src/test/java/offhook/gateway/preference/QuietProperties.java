package offhook.gateway.preference;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Quiet hours and digests in any time zone, at any moment of two years, the nights in which clocks change among them. */
class QuietProperties {

    private static final long FROM = Instant.parse("2026-01-01T00:00:00Z").getEpochSecond();
    private static final long TO = Instant.parse("2028-01-01T00:00:00Z").getEpochSecond();
    private static final Duration LONGEST = Duration.ofDays(7);

    @Provide
    Arbitrary<Quiet> quiets() {
        return Combinators.combine(times(), times(), days())
                .filter((from, to, days) -> !from.equals(to) || days.size() < 7)
                .as(Quiet::new);
    }

    private static Arbitrary<LocalTime> times() {
        return Arbitraries.integers().between(0, 24 * 60 - 1).map(minute -> LocalTime.of(minute / 60, minute % 60));
    }

    private static Arbitrary<Set<DayOfWeek>> days() {
        return Arbitraries.of(DayOfWeek.class).set().ofMinSize(1);
    }

    @Provide
    Arbitrary<Digest> digests() {
        return Combinators.combine(Arbitraries.of(DayOfWeek.class).optional(), times())
                .as(Digest::new);
    }

    /** Half an hour, half a day ahead, changes at midnight, no changes. */
    @Provide
    Arbitrary<ZoneId> zones() {
        return Arbitraries.of(
                        "Europe/Berlin",
                        "America/New_York",
                        "Australia/Lord_Howe",
                        "Pacific/Kiritimati",
                        "Asia/Kathmandu",
                        "Africa/Cairo",
                        "Asia/Beirut",
                        "UTC")
                .map(ZoneId::of);
    }

    /** Also about the hours in which clocks change. */
    @Provide
    Arbitrary<Instant> moments() {
        var changes = Arbitraries.of("2026-03-29T01:00:00Z", "2026-10-25T01:00:00Z", "2026-11-01T06:00:00Z")
                .map(Instant::parse)
                .flatMap(change -> Arbitraries.longs().between(-14_400, 14_400).map(change::plusSeconds));
        var any = Arbitraries.longs().between(FROM, TO).map(Instant::ofEpochSecond);
        return Arbitraries.oneOf(any, changes);
    }

    @Property
    void theyEndAndWhoIsToldThenIsTold(
            @ForAll("quiets") Quiet quiet, @ForAll("zones") ZoneId zone, @ForAll("moments") Instant now) {
        quiet.until(now, zone).ifPresent(end -> {
            assertThat(end).isAfter(now).isBefore(now.plus(LONGEST));
            assertThat(quiet.until(end, zone)).isEmpty();
            var between = now.plus(Duration.between(now, end).dividedBy(2));
            assertThat(quiet.until(between, zone)).as("the same hours").contains(end);
            var clock = end.atZone(zone).toLocalTime();
            boolean isGap = zone.getRules().getOffset(end.minusSeconds(7_200)).getTotalSeconds()
                    < zone.getRules().getOffset(end).getTotalSeconds();
            assertThat(clock.equals(quiet.to()) || isGap)
                    .as("%s at the end", clock)
                    .isTrue();
        });
    }

    @Property
    void theClockOnTheWallSaysWhetherTheyAre(
            @ForAll("quiets") Quiet quiet, @ForAll("zones") ZoneId zone, @ForAll("moments") Instant now) {
        var there = now.atZone(zone);
        var rules = zone.getRules();
        boolean isNearAChange =
                !rules.getOffset(now.minusSeconds(90_000)).equals(rules.getOffset(now.plusSeconds(90_000)));
        if (!isNearAChange) {
            assertThat(quiet.until(now, zone).isPresent())
                    .isEqualTo(isQuiet(quiet, there.getDayOfWeek(), there.toLocalTime()));
        }
    }

    private static boolean isQuiet(Quiet quiet, DayOfWeek day, LocalTime time) {
        boolean begun = quiet.days().contains(day) && !time.isBefore(quiet.from());
        if (quiet.to().isAfter(quiet.from())) {
            return begun && time.isBefore(quiet.to());
        }
        return begun || (quiet.days().contains(day.minus(1)) && time.isBefore(quiet.to()));
    }

    @Property
    void aDigestIsTheNextOne(
            @ForAll("digests") Digest digest, @ForAll("zones") ZoneId zone, @ForAll("moments") Instant now) {
        var next = digest.next(now, zone);
        assertThat(next).isAfterOrEqualTo(now);
        assertThat(digest.next(next, zone)).as("of its own moment").isEqualTo(next);
        int days = digest.day().isPresent() ? 7 : 1;
        assertThat(next).isBeforeOrEqualTo(now.plus(Duration.ofDays(days)).plusSeconds(7_200));
        assertThat(digest.day().orElse(next.atZone(zone).getDayOfWeek()))
                .isEqualTo(next.atZone(zone).getDayOfWeek());
    }

    @Property
    void nobodyIsToldInQuietHoursNorBeforeItHappened(
            @ForAll("quiets") Quiet quiet,
            @ForAll("digests") Digest digest,
            @ForAll boolean hasDigest,
            @ForAll("zones") ZoneId zone,
            @ForAll("moments") Instant now) {
        var none = Preference.NONE;
        var preference = new Preference(
                none.channel(),
                none.voicemail(),
                none.mail(),
                none.language(),
                none.zone(),
                Optional.of(quiet),
                Optional.of(digest).filter(one -> hasDigest),
                none.greeting(),
                none.answerAfter());
        var told = preference.told(now, zone);
        assertThat(told).isAfterOrEqualTo(now);
        assertThat(preference.quietUntil(told, zone)).isEmpty();
    }
}
