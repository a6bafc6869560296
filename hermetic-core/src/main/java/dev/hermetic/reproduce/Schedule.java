package dev.hermetic.reproduce;

import java.util.List;

/**
 * Under which conditions the runs are: the first as most people have them, each further one
 * different in all of them at once.
 */
final class Schedule {
  private static final List<String> UMASKS = List.of("022", "077", "002", "027");
  private static final List<String> ZONES =
      List.of("UTC", "Pacific/Apia", "Asia/Kolkata", "America/St_Johns", "Pacific/Niue");
  private static final List<String> LOCALES =
      List.of("C.UTF-8", "tr_TR.UTF-8", "de_DE.UTF-8", "ar_EG.UTF-8", "ja_JP.UTF-8");

  private Schedule() {}

  /**
   * Of a run.
   *
   * @param run from 1
   * @param workers what the user has
   * @param cold whether every second run may begin with an empty cache
   * @param umask whether the system has one
   */
  static Conditions of(int run, int workers, boolean cold, boolean umask) {
    int i = run - 1;
    return new Conditions(
        "r" + run + "/d".repeat(i % 5),
        run == 1 ? "locked" : "shuffled-" + run,
        i % 3 == 0 ? workers : i % 3 == 1 ? 1 : 2 * workers + 1,
        umask ? UMASKS.get(i % UMASKS.size()) : "-",
        ZONES.get(i % ZONES.size()),
        LOCALES.get(i % LOCALES.size()),
        cold && run % 2 == 0 ? "cold" : "warm");
  }
}
