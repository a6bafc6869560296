package dev.hermetic.report.block;

import java.util.List;

/**
 * A section of a page.
 *
 * @param id unique on the page
 * @param lead a sentence under the heading, may be empty
 */
public record Section(String id, String title, String lead, List<Block> blocks) {
  public Section {
    title = Cell.clean(title);
    lead = Cell.clean(lead);
    blocks = List.copyOf(blocks);
  }
}
