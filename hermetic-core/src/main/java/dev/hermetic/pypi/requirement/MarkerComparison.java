package dev.hermetic.pypi.requirement;

import dev.hermetic.pypi.version.InvalidPypiVersionException;
import dev.hermetic.pypi.version.PypiVersion;
import dev.hermetic.pypi.version.Specifier;
import java.util.Optional;

/**
 * One variable compared with a text. Variables that hold versions are compared as PEP 440 says
 * where the text allows it; all others as text, of which none is less or greater than another (the
 * specification of dependency specifiers, "Comparisons").
 *
 * @param operator as written: {@code ==}, {@code not in}, …
 * @param literal without quotes; an extra is normalised (PEP 685)
 * @param variableFirst whether the variable stands on the left; {@code in} looks for the left in
 *     the right
 */
record MarkerComparison(
    MarkerVariable variable, String operator, String literal, boolean variableFirst)
    implements Marker {
  @Override
  public boolean evaluate(MarkerEnvironment environment) {
    if (variable == MarkerVariable.EXTRA) {
      return evaluateExtra(environment);
    }
    String value = environment.value(variable);
    String left = variableFirst ? value : literal;
    String right = variableFirst ? literal : value;
    if (variable.isVersion()) {
      Optional<Specifier> specifier = specifier(operator, right);
      if (specifier.isPresent()) {
        // What cannot be known (an empty release of the kernel) fits no version.
        return PypiVersion.tryParse(left).map(specifier.get()::matches).orElse(false);
      }
    }
    return switch (operator) {
      case "==", "===", "<=", ">=" -> left.equals(right);
      case "!=" -> !left.equals(right);
      case "in" -> right.contains(left);
      case "not in" -> !right.contains(left);
      default -> false;
    };
  }

  private boolean evaluateExtra(MarkerEnvironment environment) {
    boolean wanted =
        literal.isEmpty()
            ? environment.extras().isEmpty()
            : environment.extras().stream().anyMatch(extra -> extra.normalised().equals(literal));
    return operator.equals("!=") != wanted;
  }

  /** The clause that an operator and a text make, where they make one. */
  static Optional<Specifier> specifier(String operator, String version) {
    if (operator.endsWith("in")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Specifier.parse(operator + version));
    } catch (InvalidPypiVersionException e) {
      return Optional.empty();
    }
  }

  @Override
  public boolean mentionsExtra() {
    return variable == MarkerVariable.EXTRA;
  }

  @Override
  public String toString() {
    // The grammar has no escapes: a text holds one kind of quote at most.
    char quote = literal.indexOf('"') < 0 ? '"' : '\'';
    String quoted = quote + literal + quote;
    return variableFirst
        ? variable.key() + " " + operator + " " + quoted
        : quoted + " " + operator + " " + variable.key();
  }
}
