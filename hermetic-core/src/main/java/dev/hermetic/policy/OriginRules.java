package dev.hermetic.policy;

import dev.hermetic.oci.ImageReference;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Redaction;
import dev.hermetic.scan.Origin;
import dev.hermetic.text.ShownText;
import java.util.List;

/** Where packages and bases may come from. */
final class OriginRules {
  private static final String PYPI = "https://pypi.org/";
  private static final String PYPI_FILES = "https://files.pythonhosted.org/";

  private OriginRules() {}

  static void check(Policy policy, Evidence evidence, List<Violation> violations) {
    for (PackageFacts one : evidence.packages()) {
      boolean conda = one.subject().origin() == Origin.CONDA;
      List<String> allowed = conda ? policy.channels() : policy.indexes();
      boolean fits =
          conda
              ? allowed.stream().anyMatch(name -> isChannel(one.place(), name, evidence.channelAlias()))
              : allowed.stream().anyMatch(start -> isBelow(one.place(), start));
      if (one.subject().origin().isLocked() && !allowed.isEmpty() && !fits) {
        violations.add(
            Violation.of(
                Rule.CHANNEL,
                one.subject().name(),
                one.subject().version(),
                one.location(),
                one.subject()
                    + " comes from "
                    + ShownText.of(Redaction.redact(one.place()), 300)
                    + ", and "
                    + (conda ? "only these channels are" : "only these indexes are")
                    + " allowed: "
                    + String.join(", ", allowed),
                "lock it from an allowed " + (conda ? "channel" : "index") + ", or do without it"));
      }
    }
    evidence.base().ifPresent(base -> base(policy.registries(), base, violations));
  }

  /** A name stands for the channel behind the alias, never for one of that name elsewhere. */
  private static boolean isChannel(String place, String allowed, String alias) {
    String address =
        allowed.contains("://") ? allowed : trim(alias) + "/" + allowed;
    return address.endsWith("/*")
        ? place.startsWith(address.substring(0, address.length() - 1))
        : place.equals(trim(address));
  }

  private static boolean isBelow(String place, String start) {
    String address = trim(start.contains("://") ? start : "https://" + start) + "/";
    return place.startsWith(address)
        || address.startsWith(PYPI) && place.startsWith(PYPI_FILES);
  }

  private static String trim(String address) {
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }

  private static void base(
      List<String> allowed, Evidence.Base base, List<Violation> violations) {
    boolean fits =
        base.reference().stream()
            .anyMatch(one -> allowed.stream().anyMatch(start -> isIn(one, trim(start))));
    if (!allowed.isEmpty() && !fits) {
      violations.add(
          Violation.of(
              Rule.REGISTRY,
              base.name(),
              "",
              Location.of(base.name()),
              (base.reference().isEmpty()
                      ? "the base image comes from no registry"
                      : "the base image comes from " + place(base.reference().get()))
                  + ", and only these are allowed: "
                  + String.join(", ", allowed),
              "take a base image from there (hermetic.image.from)"));
    }
  }

  private static String place(ImageReference reference) {
    return reference.registry() + "/" + reference.repository();
  }

  private static boolean isIn(ImageReference reference, String start) {
    return (place(reference) + "/").startsWith(start + "/");
  }
}
