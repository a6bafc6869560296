package dev.hermetic.report.block;

/**
 * A column of a table.
 *
 * @param key its field in the twin
 * @param title for people
 * @param numeric whether it is set to the right
 */
public record Column(String key, String title, boolean numeric) {
  public static Column of(String key, String title) {
    return new Column(key, Cell.clean(title), false);
  }

  public static Column number(String key, String title) {
    return new Column(key, Cell.clean(title), true);
  }
}
