package dev.hermetic.pypi.version;

import java.util.List;

/** The order of local version labels (PEP 440, "Local version identifiers"). */
final class LocalVersions {
  private LocalVersions() {}

  /** None comes first; numbers after words; a label after its own beginning. */
  static int compare(List<String> left, List<String> right) {
    int common = Math.min(left.size(), right.size());
    for (int i = 0; i < common; i++) {
      int result = compareParts(left.get(i), right.get(i));
      if (result != 0) {
        return result;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  private static int compareParts(String left, String right) {
    boolean leftIsNumber = Digits.areDigits(left);
    boolean rightIsNumber = Digits.areDigits(right);
    if (leftIsNumber && rightIsNumber) {
      return Digits.compare(left, right);
    }
    return leftIsNumber == rightIsNumber
        ? left.compareTo(right)
        : Boolean.compare(leftIsNumber, rightIsNumber);
  }
}
