package dev.hermetic.pypi.resolve;

/** How much may be tried, counted in clashes: the same on every machine. */
final class Budget {
  /** Real requests take hundreds at most. */
  static final int DEFAULT = 20_000;

  private int left;

  Budget(int clashes) {
    this.left = clashes;
  }

  /** That the search was given up. */
  static final class Spent extends RuntimeException {
    private static final long serialVersionUID = 1;

    Spent() {
      super("given up", null, false, false);
    }
  }

  void clash() {
    if (--left < 0) {
      throw new Spent();
    }
  }
}
