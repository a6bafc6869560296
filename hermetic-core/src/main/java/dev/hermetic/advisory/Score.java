package dev.hermetic.advisory;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import us.springett.cvss.Cvss;
import us.springett.cvss.MalformedVectorException;

/**
 * A CVSS base score (versions 2.0, 3.0, 3.1 and 4.0), computed from its vector: what a database
 * writes beside it does not count.
 *
 * @param value from 0.0 to 10.0, with one digit
 * @param advisory the id of the advisory that has the vector
 */
public record Score(double value, String vector, String advisory) {
  /** The highest first; of equal ones the first by advisory and vector. */
  public static final Comparator<Score> HIGHEST_FIRST =
      Comparator.comparingDouble(Score::value)
          .reversed()
          .thenComparing(Score::advisory)
          .thenComparing(Score::vector);

  /** Nothing where it is no vector of a version that is known. */
  public static Optional<Score> of(String advisory, String vector) {
    try {
      // Null for what it does not know, or an exception of its own.
      Cvss cvss = Cvss.fromVector(vector);
      if (cvss == null) {
        return Optional.empty();
      }
      double value =
          BigDecimal.valueOf(cvss.calculateScore().getBaseScore())
              .setScale(1, RoundingMode.HALF_UP)
              .doubleValue();
      return value >= 0 && value <= 10
          ? Optional.of(new Score(value, vector, advisory))
          : Optional.empty();
    } catch (MalformedVectorException | IllegalArgumentException | NullPointerException e) {
      return Optional.empty();
    }
  }

  static Optional<Score> highest(String advisory, Collection<String> vectors) {
    return vectors.stream()
        .flatMap(vector -> of(advisory, vector).stream())
        .min(HIGHEST_FIRST);
  }

  public Severity severity() {
    return Severity.of(value);
  }
}
