package dev.hermetic.solve.golden;

/** How an answer differs from a reference's; better classes come first, apart from WORSE. */
enum Difference {
  /** The same builds. */
  EXACT("same builds"),
  /** The same names and versions; some builds differ. */
  BUILDS("same names and versions"),
  /** All other differences follow from a choice between equally preferred builds. */
  TIES("same apart from ties"),
  /** The same names and versions when icu and libstdcxx are left out. */
  ICU("same without icu, libstdcxx"),
  /** Same roots; what they need differs. */
  TRANSITIVE("other dependencies"),
  /** Newer at a root, older at none. */
  BETTER_ROOT("newer at a root"),
  /** Newer at one root, older at another. */
  TRADE_OFF("trade-off between roots"),
  /** Older at a root with nothing in return. */
  WORSE("older at a root");

  private final String text;

  Difference(String text) {
    this.text = text;
  }

  /** Whether names and versions are the reference's, ties aside. */
  boolean isEqualApartFromTies() {
    return compareTo(ICU) <= 0;
  }

  String text() {
    return text;
  }
}
