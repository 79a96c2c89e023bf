package dev.confab.dev.seed;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** When people talk: on working days most, after the first coffee and after lunch, hardly at night. */
record OfficeHours(ZoneId zone) {
    /** By the hour, from midnight on. */
    private static final int[] BUSY = {0, 0, 0, 0, 0, 0, 1, 4, 16, 26, 24, 18, 12, 14, 22, 20, 16, 10, 6, 4, 3, 2, 1, 0
    };

    private static final int ALL_BUSY = IntStream.of(BUSY).sum();

    /** When dialogues begin on this day, in order; {@code usual} is their number on a working day. */
    List<Instant> beginnings(LocalDate day, double usual, RandomGenerator random) {
        double expected = usual * share(day);
        int count = (int) expected + (random.nextDouble() < expected % 1 ? 1 : 0);
        return Stream.generate(() -> moment(day, random)).limit(count).sorted().toList();
    }

    Instant at(LocalDate day, int hour, int minute) {
        return day.atTime(hour, minute).atZone(zone).toInstant();
    }

    /** Until the next line is there: typing takes its time, and now and then somebody is called away. */
    static Duration pause(String text, RandomGenerator random) {
        double typing = Math.min(120, text.length() / 8.0);
        double thinking = random.nextInt(12) == 0 ? 1_500 : 45;
        return Duration.ofMillis((long) (1_000 * (2 + typing - thinking * Math.log(1 - random.nextDouble()))));
    }

    private Instant moment(LocalDate day, RandomGenerator random) {
        int left = random.nextInt(ALL_BUSY);
        int hour = 0;
        while (left >= BUSY[hour]) {
            left -= BUSY[hour++];
        }
        return at(day, hour, random.nextInt(60)).plusMillis(random.nextInt(60_000));
    }

    private static double share(LocalDate day) {
        DayOfWeek weekday = day.getDayOfWeek();
        double ofWeek = switch (weekday) {
            case SATURDAY -> 0.35;
            case SUNDAY -> 0.1;
            case FRIDAY -> 0.8;
            default -> 1;
        };
        boolean isTurnOfYear = day.getMonth() == Month.DECEMBER && day.getDayOfMonth() >= 24
                || day.getMonth() == Month.JANUARY && day.getDayOfMonth() == 1;
        return isTurnOfYear ? ofWeek * 0.2 : ofWeek;
    }
}
