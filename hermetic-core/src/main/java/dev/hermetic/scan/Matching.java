package dev.hermetic.scan;

import dev.hermetic.advisory.Advisory;
import dev.hermetic.advisory.Advisory.Affected;
import dev.hermetic.advisory.AdvisoryDatabase;
import dev.hermetic.advisory.Judge;
import dev.hermetic.advisory.Judgement;
import dev.hermetic.advisory.Judgement.Outcome;
import dev.hermetic.advisory.PackageKey;
import dev.hermetic.advisory.Score;
import dev.hermetic.advisory.VersionOrder;
import dev.hermetic.advisory.VersionOrder.NotAVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Holds packages against the advisories of a database. */
final class Matching {
  private final AdvisoryDatabase database;
  private final Orders orders = new Orders();
  private final Function<Subject, List<Way>> ways;
  private final List<Covered> covered = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<Undecided> undecided = new ArrayList<>();

  /** @param ways how the environment comes to need a package */
  Matching(AdvisoryDatabase database, Function<Subject, List<Way>> ways) {
    this.database = database;
    this.ways = ways;
  }

  /** An advisory that is about a package, with the first version that it is not about. */
  private record Hit(Advisory advisory, String fixed, VersionOrder order) {}

  void add(Identified one) {
    List<Identity> known =
        one.identities().stream()
            .filter(identity -> database.covers(identity.key().ecosystem()))
            .toList();
    if (known.isEmpty()) {
      String missing =
          one.identities().stream()
              .map(identity -> identity.key().ecosystem())
              .distinct()
              .collect(Collectors.joining(" or "));
      String reason =
          missing.isEmpty()
              ? one.reason()
              : one.reason() + ", but the database has no advisories of " + missing;
      covered.add(new Covered(one.subject(), Coverage.none(reason)));
      return;
    }
    List<PackageKey> keys = known.stream().map(Identity::key).toList();
    covered.add(new Covered(one.subject(), new Coverage(one.kind(), keys, one.reason())));
    judge(one.subject(), known);
  }

  private void judge(Subject subject, List<Identity> identities) {
    SortedMap<String, Hit> hits = new TreeMap<>();
    SortedMap<String, Advisory> open = new TreeMap<>();
    Map<String, String> reasons = new TreeMap<>();
    for (Identity identity : identities) {
      for (Advisory advisory : database.about(identity.key())) {
        Judgement judgement = judge(advisory, identity);
        if (judgement.outcome() == Outcome.AFFECTED) {
          hits.putIfAbsent(
              advisory.id(),
              new Hit(advisory, judgement.fixed(), orders.of(identity.key().family())));
        } else if (judgement.outcome() == Outcome.UNDECIDED) {
          open.put(advisory.id(), advisory);
          reasons.put(advisory.id(), judgement.reason());
        }
      }
    }
    SortedSet<String> told = new TreeSet<>();
    for (List<Hit> same : grouped(hits.values())) {
      Finding finding = finding(subject, same);
      findings.add(finding);
      told.add(finding.id());
      told.addAll(finding.aliases());
    }
    for (Advisory advisory : open.values()) {
      if (names(advisory).noneMatch(told::contains)) {
        undecided.add(
            new Undecided(
                subject, advisory.id(), Objects.requireNonNull(reasons.get(advisory.id()))));
      }
    }
  }

  private Judgement judge(Advisory advisory, Identity identity) {
    @Nullable Judgement worst = null;
    for (Affected affected : advisory.affected()) {
      if (affected.key().equals(identity.key())) {
        Judgement one = judge(affected, identity);
        if (worst == null || rank(one) < rank(worst)) {
          worst = one;
        }
      }
    }
    return Objects.requireNonNull(worst, "a database answers with what it was asked for");
  }

  private static int rank(Judgement judgement) {
    return switch (judgement.outcome()) {
      case AFFECTED -> 0;
      case UNDECIDED -> 1;
      case CLEAR -> 2;
    };
  }

  private Judgement judge(Affected affected, Identity identity) {
    if (identity.forms() != null) {
      return Judge.judge(affected, identity.version(), identity.forms());
    }
    try {
      return Judge.judge(affected, identity.version(), orders.of(identity.key().family()));
    } catch (NotAVersion e) {
      return new Judgement(
          Outcome.UNDECIDED,
          "",
          identity.version() + " is no version of " + identity.key().family());
    }
  }

  /** Those that are aliases of each other, directly or by others, are one. */
  private static Collection<List<Hit>> grouped(Collection<Hit> hits) {
    Map<String, List<Hit>> groups = new LinkedHashMap<>();
    Map<String, String> groupOf = new TreeMap<>();
    for (Hit hit : hits) {
      List<String> joined =
          names(hit.advisory())
              .map(groupOf::get)
              .filter(Objects::nonNull)
              .distinct()
              .sorted()
              .toList();
      String group = joined.isEmpty() ? hit.advisory().id() : joined.get(0);
      List<Hit> members = groups.computeIfAbsent(group, key -> new ArrayList<>());
      for (String other : joined.isEmpty() ? joined : joined.subList(1, joined.size())) {
        members.addAll(groups.remove(other));
        groupOf.replaceAll((name, of) -> of.equals(other) ? group : of);
      }
      members.add(hit);
      names(hit.advisory()).forEach(name -> groupOf.put(name, group));
    }
    return groups.values();
  }

  private static Stream<String> names(Advisory advisory) {
    return Stream.concat(Stream.of(advisory.id()), advisory.aliases().stream());
  }

  private Finding finding(Subject subject, List<Hit> same) {
    List<Hit> hits =
        same.stream().sorted(Comparator.comparing(hit -> hit.advisory().id())).toList();
    SortedSet<String> all = new TreeSet<>();
    hits.forEach(hit -> names(hit.advisory()).forEach(all::add));
    Optional<Score> score =
        all.stream()
            .flatMap(name -> database.called(name).stream())
            .flatMap(advisory -> advisory.score().stream())
            .min(Score.HIGHEST_FIRST);
    return new Finding(
        subject,
        hits.get(0).advisory().id(),
        List.copyOf(all),
        score,
        fixed(hits),
        hits.stream()
            .map(hit -> hit.advisory().summary())
            .filter(summary -> !summary.isEmpty())
            .findFirst()
            .orElse(""),
        hits.stream()
            .map(hit -> hit.advisory().published())
            .filter(Objects::nonNull)
            .min(Comparator.<Instant>naturalOrder()),
        ways.apply(subject),
        List.of(Finding.OWN));
  }

  /** The last of the fixes, so that all of them are done away with. */
  private static String fixed(List<Hit> hits) {
    String last = "";
    for (Hit hit : hits) {
      try {
        if (last.isEmpty()
            || !hit.fixed().isEmpty() && hit.order().compare(hit.fixed(), last) > 0) {
          last = hit.fixed();
        }
      } catch (NotAVersion e) {
        // Of another ecosystem, which writes the fix in another way.
        continue;
      }
    }
    return last;
  }

  List<Covered> covered() {
    return covered;
  }

  List<Finding> findings() {
    return findings;
  }

  List<Undecided> undecided() {
    return undecided;
  }
}
