package dev.hermetic.policy;

import dev.hermetic.advisory.Severity;
import dev.hermetic.problem.Location;
import dev.hermetic.scan.Finding;
import dev.hermetic.scan.Fix;
import dev.hermetic.scan.Origin;
import dev.hermetic.scan.Subject;
import dev.hermetic.scan.Way;
import dev.hermetic.text.ShownText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Forbidden vulnerabilities, with the words for them. */
final class Vulnerabilities {
  private static final int MOST_ALIASES = 3;

  /** Where a package is, whatever the platform. */
  private record Place(Origin origin, String name, String version) {}

  private final Map<Place, Location> locations = new HashMap<>();
  private final Evidence evidence;

  Vulnerabilities(Evidence evidence) {
    this.evidence = evidence;
    evidence
        .packages()
        .forEach(one -> locations.putIfAbsent(place(one.subject()), one.location()));
  }

  private static Place place(Subject subject) {
    return new Place(subject.origin(), subject.name(), subject.version());
  }

  Violation violation(Finding finding) {
    Subject subject = finding.subject();
    Location location =
        locations.getOrDefault(
            place(subject),
            subject.origin().isLocked()
                ? evidence.lock()
                : Location.of(evidence.base().map(Evidence.Base::name).orElse("the base image")));
    return new Violation(
        Rule.VULNERABILITY,
        subject.name(),
        subject.version(),
        Optional.of(finding),
        subject.origin() == Origin.MAVEN ? Location.of("pom.xml") : location,
        fact(finding),
        fix(finding, evidence.scan().fixes()));
  }

  private static String fact(Finding finding) {
    StringBuilder fact = new StringBuilder(finding.subject().toString());
    if (!finding.subject().platforms().isEmpty()) {
      fact.append(" (").append(String.join(", ", finding.subject().platforms())).append(')');
    }
    fact.append(" has ").append(finding.id());
    List<String> aliases = finding.aliases();
    if (!aliases.isEmpty()) {
      fact.append(" (");
      fact.append(String.join(", ", aliases.subList(0, Math.min(MOST_ALIASES, aliases.size()))));
      fact.append(aliases.size() > MOST_ALIASES ? ", …)" : ")");
    }
    fact.append(", ").append(severity(finding));
    if (!finding.summary().isEmpty()) {
      fact.append(": ").append(ShownText.of(finding.summary(), 160));
    }
    finding.ways().stream().findFirst().map(Vulnerabilities::way).ifPresent(fact::append);
    return fact.toString();
  }

  static String severity(Finding finding) {
    return finding.severity() == Severity.UNKNOWN
        ? "of unknown severity"
        : finding.severity().word()
            + finding.score().map(score -> " (CVSS " + score.value() + ")").orElse("");
  }

  private static String way(Way way) {
    if (way.root().isEmpty()) {
      return "; no spec asks for it";
    }
    return "; needed by `"
        + way.root()
        + "`"
        + (way.names().size() > 1 ? " through " + String.join(" > ", way.names()) : "");
  }

  /** The action that takes it away; a change of the lock that was tried comes first. */
  static String fix(Finding finding, List<Fix> tried) {
    String name = finding.subject().name();
    if (!finding.isFixable()) {
      return "no fixed version is known: do without "
          + name
          + ", or give it an exception while it does no harm";
    }
    String fixed = "it is fixed in " + finding.fixedIn();
    return switch (finding.subject().origin()) {
      case CONDA, PIP -> fixed + update(finding, tried);
      case DEB, APK -> fixed + ": take a newer base image (hermetic.image.from)";
      case MAVEN -> fixed + ": raise the version in the POM";
    };
  }

  private static String update(Finding finding, List<Fix> tried) {
    String told = finding.id() + " (" + finding.subject() + ")";
    String name = finding.subject().name();
    for (Fix fix : tried) {
      if (fix.works() && fix.fixes().contains(told)) {
        return ": run `" + fix.command() + "`";
      }
    }
    for (Fix fix : tried) {
      boolean ofIt = fix.packages().stream().anyMatch(one -> one.startsWith(name + ">="));
      if (ofIt && !fix.works()) {
        return ", which no change of the lock gives ("
            + reason(fix)
            + "): widen the spec that holds it back, add a channel that has it, or give it an"
            + " exception while it does no harm";
      }
    }
    return ": run `mvn hermetic:update -Dhermetic.packages="
        + name
        + "`, and widen the spec that holds it back where there is one";
  }

  /** What takes more than a line is told once, by the scan, and not with each finding again. */
  private static String reason(Fix fix) {
    return fix.problem().contains("\n") ? "scan.json tells why" : fix.problem();
  }
}
