package dev.hermetic.tool;

import dev.hermetic.advisory.PackageKey;
import dev.hermetic.advisory.Score;
import dev.hermetic.fetch.WebAddress;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.scan.Covered;
import dev.hermetic.scan.Finding;
import dev.hermetic.scan.Orders;
import dev.hermetic.scan.Origin;
import dev.hermetic.scan.ScanResult;
import dev.hermetic.scan.Subject;
import dev.hermetic.text.Count;
import dev.hermetic.text.ShownText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Joins findings of several scanners: one for each vulnerability of a package, whatever its name. */
final class FindingMerge {
  private static final int MOST_OF_SUMMARY = 300;

  private final ScanResult own;
  private final List<Finding> findings;
  private final List<String> notes;

  FindingMerge(ScanResult own) {
    this.own = own;
    this.findings = new ArrayList<>(own.findings());
    this.notes = new ArrayList<>(own.notes());
  }

  /** @param scanner its name */
  void add(String scanner, List<Reported> reported) {
    TreeMap<String, Integer> others = new TreeMap<>();
    for (Reported one : reported) {
      Optional<Subject> subject = subject(one);
      if (subject.isEmpty()) {
        others.merge(type(one), 1, Integer::sum);
      } else {
        add(finding(one, subject.get(), scanner));
      }
    }
    others.forEach(
        (type, count) ->
            notes.add(
                scanner
                    + " reports "
                    + Count.of(count, "vulnerability")
                    + " of packages of the kind "
                    + ShownText.of(type, 50)
                    + ", which are neither locked nor of a distribution; see its own report."));
  }

  private void add(Finding found) {
    for (int i = 0; i < findings.size(); i++) {
      Finding known = findings.get(i);
      boolean samePackage =
          known.subject().origin() == found.subject().origin()
              && known.subject().name().equals(found.subject().name())
              && known.subject().version().equals(found.subject().version());
      if (samePackage && ids(found).anyMatch(known::isCalled)) {
        findings.set(i, join(known, found));
        return;
      }
    }
    findings.add(found);
  }

  private static Stream<String> ids(Finding finding) {
    return Stream.concat(Stream.of(finding.id()), finding.aliases().stream());
  }

  private static Finding join(Finding known, Finding found) {
    return new Finding(
        known.subject(),
        known.id(),
        Stream.concat(known.aliases().stream(), ids(found)).toList(),
        Stream.concat(known.score().stream(), found.score().stream()).min(Score.HIGHEST_FIRST),
        known.isFixable() ? known.fixedIn() : found.fixedIn(),
        known.summary().isEmpty() ? found.summary() : known.summary(),
        known.published(),
        known.ways(),
        Stream.concat(known.sources().stream(), found.sources().stream()).toList());
  }

  private static Finding finding(Reported one, Subject subject, String scanner) {
    Optional<Score> score =
        one.vectors().stream()
            .flatMap(vector -> Score.of(one.id(), vector).stream())
            .min(Score.HIGHEST_FIRST);
    return new Finding(
        subject,
        one.id(),
        one.aliases(),
        score,
        fixedIn(subject, one),
        ShownText.of(one.summary(), MOST_OF_SUMMARY),
        Optional.empty(),
        List.of(),
        List.of(scanner));
  }

  /** The nearest of several; those of other lines of development would be a greater change. */
  private static String fixedIn(Subject subject, Reported one) {
    return new Orders()
        .nearest(subject.origin(), subject.version(), one.fixes())
        .orElse(String.join(", ", one.fixes()));
  }

  /** The purl's type, else the scanner's own word. */
  private static String type(Reported one) {
    int slash = one.purl().indexOf('/');
    if (one.purl().startsWith("pkg:") && slash > 0) {
      return one.purl().substring("pkg:".length(), slash);
    }
    return switch (one.kind().toLowerCase(Locale.ROOT)) {
      case "python-pkg", "pip", "python" -> "pypi";
      case "conda-pkg", "conda" -> "conda";
      case "debian", "ubuntu", "deb" -> "deb";
      case "alpine", "wolfi", "chainguard", "apk" -> "apk";
      case "jar", "java-archive", "pom" -> "maven";
      default -> one.kind().isEmpty() ? "unknown" : one.kind();
    };
  }

  /** The package that we know under that name, else a new one; empty for kinds that we do not know. */
  private Optional<Subject> subject(Reported one) {
    return switch (type(one)) {
      case "pypi" ->
          known(Origin.PIP, one)
              .or(() -> madeFrom(one))
              .or(() -> fresh(Origin.PIP, one));
      case "conda" -> known(Origin.CONDA, one).or(() -> fresh(Origin.CONDA, one));
      case "deb" -> known(Origin.DEB, one).or(() -> fresh(Origin.DEB, one));
      case "apk" -> known(Origin.APK, one).or(() -> fresh(Origin.APK, one));
      case "maven" -> known(Origin.MAVEN, one).or(() -> fresh(Origin.MAVEN, one));
      default -> Optional.empty();
    };
  }

  private static Optional<Subject> fresh(Origin origin, Reported one) {
    return Optional.of(new Subject(origin, name(origin, one), one.version(), List.of()));
  }

  private Optional<Subject> known(Origin origin, Reported one) {
    String name = name(origin, one);
    return own.packages().stream()
        .map(Covered::subject)
        .filter(subject -> subject.origin() == origin && subject.version().equals(one.version()))
        .filter(subject -> isSame(origin, subject.name(), name))
        .findFirst();
  }

  private static boolean isSame(Origin origin, String one, String other) {
    return origin == Origin.PIP
        ? ProjectName.normalise(one).equals(ProjectName.normalise(other))
        : one.equals(other);
  }

  /** Grype names a Java package without its group; its purl has both. */
  private static String name(Origin origin, Reported one) {
    if (origin != Origin.MAVEN || !one.purl().startsWith("pkg:maven/")) {
      return one.name();
    }
    String path = one.purl().substring("pkg:maven/".length()).split("[@?#]", 2)[0];
    return WebAddress.decode(path).replace('/', ':');
  }

  /** Scanners see the metadata of Python in a conda package, and take it for one of PyPI. */
  private Optional<Subject> madeFrom(Reported one) {
    PackageKey key = new PackageKey(PackageKey.PYPI, one.name());
    return own.packages().stream()
        .filter(covered -> covered.subject().origin() == Origin.CONDA)
        .filter(covered -> covered.coverage().keys().contains(key))
        .map(Covered::subject)
        .filter(subject -> subject.version().equals(one.version()))
        .findFirst();
  }

  ScanResult result() {
    ScanResult with = own.withFindings(findings);
    return new ScanResult(
        with.database(),
        with.mapping(),
        with.packages(),
        with.findings(),
        with.undecided(),
        with.fixes(),
        notes);
  }
}
