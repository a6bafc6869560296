package dev.hermetic.report;

import dev.hermetic.report.block.Sheet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all pages have in common, as the templates see it. Public for the template engine only.
 *
 * @param policy what a browser may load at all (Content-Security-Policy)
 * @param timestamp empty for none
 */
public record Site(
    String title, String generator, String timestamp, String policy, List<Entry> entries) {
  public Site {
    entries = List.copyOf(entries);
  }

  /**
   * A page in the navigation.
   *
   * @param first whether a new group begins here
   * @param sheet null for the page of specs against locks, which has a template of its own
   */
  public record Entry(String id, String title, String state, boolean first, @Nullable Sheet sheet) {}
}
