package dev.hermetic.match;

/**
 * A constraint on build numbers: {@code 3}, {@code >=3}, {@code !=3}. Immutable.
 *
 * @param operator {@code ==}, {@code !=}, {@code <}, {@code <=}, {@code >} or {@code >=}
 * @param number what the build number is compared with, 0 or more
 */
public record BuildNumberSpec(String operator, long number) {

  /**
   * Reads a constraint; no operator and {@code =} mean {@code ==}.
   *
   * @throws InvalidMatchSpecException when the text is none; the offset is within the text
   */
  public static BuildNumberSpec parse(String text) {
    int at = 0;
    while (at < text.length() && "=!<>".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    String sign = text.substring(0, at);
    String operator =
        switch (sign) {
          case "", "=", "==" -> "==";
          case "!=", "<", "<=", ">", ">=" -> sign;
          default ->
              throw new InvalidMatchSpecException("'" + sign + "' is no operator", 0);
        };
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    int digits = text.length() - at;
    if (digits == 0 || digits > 18) {
      throw new InvalidMatchSpecException("a build number must have 1 to 18 digits", at);
    }
    long number = 0;
    for (int i = at; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        throw new InvalidMatchSpecException("a build number must consist of digits", i);
      }
      number = number * 10 + c - '0';
    }
    return new BuildNumberSpec(operator, number);
  }

  public boolean matches(long buildNumber) {
    return switch (operator) {
      case "==" -> buildNumber == number;
      case "!=" -> buildNumber != number;
      case "<" -> buildNumber < number;
      case "<=" -> buildNumber <= number;
      case ">" -> buildNumber > number;
      default -> buildNumber >= number;
    };
  }

  /** The number alone for equality, else with its operator. */
  @Override
  public String toString() {
    return operator.equals("==") ? Long.toString(number) : operator + number;
  }
}
