package dev.hermetic.license;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A licence expression (SPDX 2.3, annex D), with identifiers as the SPDX licence list writes them.
 * Immutable.
 */
public sealed interface LicenseExpression {
  /** The prefix of a licence that is not on the SPDX licence list. */
  String REFERENCE = "LicenseRef-";

  /**
   * One licence.
   *
   * @param id of the SPDX licence list, or {@code LicenseRef-…}
   * @param orLater whether a {@code +} follows: a later version of the licence will do. Those of GNU
   *     say so in their identifier
   * @param exception what the licence is taken {@code WITH}, of the list of exceptions
   */
  record Single(String id, boolean orLater, Optional<String> exception)
      implements LicenseExpression {
    /** A licence as it is. */
    public Single(String id) {
      this(id, false, Optional.empty());
    }

    /** Whether the licence is not on the SPDX licence list. */
    public boolean isReference() {
      return id.startsWith(REFERENCE);
    }

    @Override
    public String text() {
      return id + (orLater ? "+" : "") + exception.map(one -> " WITH " + one).orElse("");
    }
  }

  /** Whether all licences hold together, or one may be chosen. */
  enum Operator {
    AND,
    OR
  }

  /**
   * Several licences.
   *
   * @param parts at least two, in the order written, none of them joined by the same operator
   */
  record Joined(Operator operator, List<LicenseExpression> parts) implements LicenseExpression {
    public Joined {
      parts = List.copyOf(parts);
      if (parts.size() < 2) {
        throw new IllegalArgumentException("an operator joins at least two licences");
      }
    }

    @Override
    public String text() {
      return parts.stream()
          .map(one -> one instanceof Joined ? "(" + one.text() + ")" : one.text())
          .collect(Collectors.joining(" " + operator + " "));
    }
  }

  /** As it is written, with parentheses around every part that is joined itself. */
  String text();

  /** Every single licence in it, sorted by its text. */
  default SortedSet<String> licenses() {
    SortedSet<String> all = new TreeSet<>();
    if (this instanceof Joined joined) {
      joined.parts().forEach(part -> all.addAll(part.licenses()));
    } else {
      all.add(text());
    }
    return all;
  }

  /**
   * The expressions joined; those that are the same count once, and one alone is itself.
   *
   * @param parts at least one
   */
  static LicenseExpression join(Operator operator, List<LicenseExpression> parts) {
    List<LicenseExpression> flat =
        parts.stream()
            .flatMap(
                one ->
                    one instanceof Joined joined && joined.operator() == operator
                        ? joined.parts().stream()
                        : Stream.of(one))
            .distinct()
            .toList();
    return flat.size() == 1 ? flat.get(0) : new Joined(operator, flat);
  }

  /** The operator that a word is, in upper or lower case as packages write it. */
  static Optional<Operator> operator(String word) {
    return switch (word.toUpperCase(Locale.ROOT)) {
      case "AND" -> Optional.of(Operator.AND);
      case "OR" -> Optional.of(Operator.OR);
      default -> Optional.empty();
    };
  }
}
