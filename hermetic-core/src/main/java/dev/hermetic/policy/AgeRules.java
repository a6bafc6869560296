package dev.hermetic.policy;

import dev.hermetic.advisory.DatabaseFacts;
import dev.hermetic.problem.Location;
import dev.hermetic.scan.Origin;
import dev.hermetic.text.Count;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How old and how new packages and advisories may be. */
final class AgeRules {
  private static final int MOST_NAMED = 5;

  /** By how much clocks may differ. */
  private static final Duration CLOCKS = Duration.ofDays(1);

  private AgeRules() {}

  /** @param advisoryAge zero for any */
  static void check(
      Policy policy, Duration advisoryAge, Evidence evidence, List<Violation> violations) {
    advisories(advisoryAge, evidence).ifPresent(violations::add);
    if (!policy.needsAges()) {
      return;
    }
    List<PackageFacts> unknown = new ArrayList<>();
    for (PackageFacts one : evidence.packages()) {
      if (!one.subject().origin().isLocked()) {
        continue;
      }
      if (one.built().isEmpty()) {
        unknown.add(one);
        continue;
      }
      policy
          .cooldown()
          .flatMap(cooldown -> fresh(one, cooldown, evidence.now()))
          .ifPresent(violations::add);
      policy
          .pinAge()
          .flatMap(age -> overtaken(one, age, evidence.now()))
          .ifPresent(violations::add);
    }
    if (policy.unknownAgeFails() && !unknown.isEmpty()) {
      violations.add(unknown(unknown, evidence));
    }
  }

  private static Optional<Violation> advisories(Duration age, Evidence evidence) {
    DatabaseFacts database = evidence.scan().database();
    // A service is always of now.
    return database.sha256().isEmpty()
        ? Optional.empty()
        : stale(database.place(), database.newest(), age, evidence.now());
  }

  /**
   * What is wrong with the age of advisories.
   *
   * @param place of the database
   * @param newest when the latest of them was last changed
   * @param age how old it may be; zero for any age
   */
  static Optional<Violation> stale(
      String place, Optional<Instant> newest, Duration age, Instant now) {
    if (age.isZero()) {
      return Optional.empty();
    }
    String fact;
    if (newest.isEmpty()) {
      fact = "no advisory in it says when it was last changed";
    } else if (newest.get().isAfter(now.plus(CLOCKS))) {
      // One entry of the far future would make a database fresh for ever.
      fact =
          "its newest advisory is of "
              + day(newest.get())
              + ", which is yet to come, so nobody can tell how old it is";
    } else if (newest.get().plus(age).isBefore(now)) {
      fact =
          "its newest advisory is of "
              + day(newest.get())
              + ", "
              + days(Duration.between(newest.get(), now))
              + " ago, and "
              + days(age)
              + " are allowed";
    } else {
      return Optional.empty();
    }
    return Optional.of(
        Violation.of(
            Rule.ADVISORY_AGE,
            "",
            "",
            Location.of(place),
            fact,
            "get a newer snapshot (hermetic.scan.database)"));
  }

  private static Optional<Violation> fresh(PackageFacts one, Duration cooldown, Instant now) {
    Instant built = one.built().orElseThrow();
    if (!built.plus(cooldown).isAfter(now)) {
      return Optional.empty();
    }
    return Optional.of(
        Violation.of(
            Rule.COOLDOWN,
            one.subject().name(),
            one.subject().version(),
            one.location(),
            one.subject()
                + " was made on "
                + day(built)
                + ", and packages have to be there for "
                + days(cooldown),
            "wait until "
                + day(built.plus(cooldown))
                + ", or lock with hermetic.excludeNewer="
                + days(cooldown).replaceAll(" days?", "d")));
  }

  private static Optional<Violation> overtaken(PackageFacts one, Duration age, Instant now) {
    return one.overtaken()
        .filter(newer -> newer.since().plus(age).isBefore(now))
        .map(
            newer ->
                Violation.of(
                    Rule.PIN_AGE,
                    one.subject().name(),
                    one.subject().version(),
                    one.location(),
                    one.subject()
                        + " has been overtaken for "
                        + days(Duration.between(newer.since(), now))
                        + " ("
                        + newer.version()
                        + " is of "
                        + day(newer.since())
                        + "), and "
                        + days(age)
                        + " are allowed",
                    "run `mvn hermetic:update -Dhermetic.packages=" + one.subject().name() + "`"));
  }

  private static Violation unknown(List<PackageFacts> unknown, Evidence evidence) {
    List<String> names =
        unknown.stream().map(one -> one.subject().name()).distinct().sorted().toList();
    boolean pip = unknown.stream().allMatch(one -> one.subject().origin() == Origin.PIP);
    return Violation.of(
        Rule.UNKNOWN_AGE,
        "",
        "",
        evidence.lock(),
        "nobody tells how old "
            + Count.of(names.size(), "package")
            + Count.are(names.size())
            + ": "
            + String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())))
            + (names.size() > MOST_NAMED ? ", …" : ""),
        pip
            ? "set `maximum-age: {unknown: ignore}` in the policy: locks do not say it of pip packages"
            : "run `mvn hermetic:lock` once, so that the channels' repodata are in the cache, or set"
                + " `maximum-age: {unknown: ignore}` in the policy");
  }

  private static String day(Instant time) {
    return time.atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  private static String days(Duration age) {
    long days = age.toDays();
    return days == 0 ? Count.of(age.toHours(), "hour") : Count.of(days, "day");
  }
}
