package dev.hermetic.report.pages;

import dev.hermetic.report.block.Cell;
import java.util.List;

/**
 * The end of a list that grows with each build. A page that listed all of a ledger would be slow to
 * open and tell nobody more: figures are of everything, and the ledger has each event.
 *
 * @param shown the latest, in the order of the list
 * @param all how many there are
 */
record Latest<T>(List<T> shown, int all) {
  static final int MOST = 250;

  static <T> Latest<T> of(List<T> list) {
    return new Latest<>(list.subList(Math.max(0, list.size() - MOST), list.size()), list.size());
  }

  /** What is not shown, and where it is; empty when nothing is missing. */
  String lead() {
    return shown.size() == all
        ? ""
        : "The latest "
            + Cell.grouped(shown.size())
            + " of "
            + Cell.grouped(all)
            + "; the ledger has every one. All figures are of all of them.";
  }
}
