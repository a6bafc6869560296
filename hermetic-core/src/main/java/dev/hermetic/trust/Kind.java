package dev.hermetic.trust;

import dev.hermetic.attest.PredicateTypes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is said of an image, as users name it. */
public enum Kind {
  /** That the owner of the key signed it. */
  SIGNATURE(PredicateTypes.SIGNATURE),
  /** What it was made of. */
  PROVENANCE(PredicateTypes.PROVENANCE),
  /** What is in it. */
  SBOM(PredicateTypes.CYCLONEDX, PredicateTypes.SPDX),
  /** What a scan found in it. */
  SCAN(PredicateTypes.SCAN);

  private final List<String> predicateTypes;

  Kind(String... predicateTypes) {
    this.predicateTypes = List.of(predicateTypes);
  }

  /** The kind of a statement; empty for those of others. */
  static Optional<Kind> of(String predicateType) {
    return Arrays.stream(values())
        .filter(kind -> kind.predicateTypes.contains(predicateType))
        .findFirst();
  }

  /** The word that users write, in lower case. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The types of statements that say it, the usual one first. */
  List<String> predicateTypes() {
    return predicateTypes;
  }

  /** The word for one of these types, with its format where there are several. */
  String word(String predicateType) {
    return switch (predicateType) {
      case PredicateTypes.CYCLONEDX -> word() + " (CycloneDX)";
      case PredicateTypes.SPDX -> word() + " (SPDX)";
      default -> word();
    };
  }
}
