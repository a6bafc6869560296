package dev.hermetic.version;

import java.util.List;
import java.util.Locale;

/** Writes a constraint as libmamba does, so that its test vectors can be compared. */
public final class LibmambaText {
  private LibmambaText() {}

  public static String of(VersionSpec spec) {
    return text(spec.root(), false).toLowerCase(Locale.ROOT);
  }

  private static String text(Constraint constraint, boolean inside) {
    if (constraint instanceof Constraint.All all) {
      return joined(all.parts(), ",", inside);
    }
    if (constraint instanceof Constraint.OneOf oneOf) {
      return joined(oneOf.parts(), "|", inside);
    }
    if (constraint instanceof Constraint.Any) {
      return "=*";
    }
    if (constraint instanceof Constraint.Comparison comparison) {
      return comparison.operator() == Constraint.Operator.EQ
          ? "==" + comparison.bound()
          : comparison.text();
    }
    if (constraint instanceof Constraint.Prefix prefix && !prefix.negated()) {
      boolean globbed = prefix.text().startsWith("=") && !prefix.text().endsWith(".*");
      return globbed ? prefix.text() : "=" + prefix.literal();
    }
    return constraint.text();
  }

  /** libmamba's trees have two branches each, and lean to the right. */
  private static String joined(List<Constraint> parts, String separator, boolean inside) {
    String first = text(parts.get(0), true);
    String rest =
        parts.size() == 2
            ? text(parts.get(1), true)
            : joined(parts.subList(1, parts.size()), separator, true);
    String joined = first + separator + rest;
    return inside ? "(" + joined + ")" : joined;
  }
}
