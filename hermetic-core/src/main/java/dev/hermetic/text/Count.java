package dev.hermetic.text;

/** Numbers with what they count, in English. */
public final class Count {
  private Count() {}

  /** {@code 1 package}, {@code 2 packages}, {@code 0 pip entries}. */
  public static String of(long number, String noun) {
    return number + " " + noun(number, noun);
  }

  /**
   * The noun alone, for who writes the number in another way.
   *
   * @param noun in the singular, and of those whose plural is regular; words may stand before it
   */
  public static String noun(long number, String noun) {
    if (number == 1) {
      return noun;
    }
    if (noun.matches(".*[^aeiou]y")) {
      return noun.substring(0, noun.length() - 1) + "ies";
    }
    return noun + (noun.matches(".*(?:s|x|ch|sh)") ? "es" : "s");
  }

  /** {@code " is"} for one, else {@code " are"}. */
  public static String are(long number) {
    return number == 1 ? " is" : " are";
  }
}
