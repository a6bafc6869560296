package dev.hermetic.report.block;

import java.util.List;

/**
 * A page.
 *
 * @param id its file without ending, and its field in the twin
 * @param group under which the navigation has it
 * @param title of the page, and in the navigation
 * @param lead what it answers
 * @param status the verdict on top of the page
 */
public record Sheet(
    String id, String group, String title, String lead, Status status, List<Section> sections) {

  /**
   * What the page says at a glance.
   *
   * @param state {@code good}, {@code attention}, {@code unknown}
   */
  public record Status(String state, String sentence, String note) {
    public Status {
      sentence = Cell.clean(sentence);
      note = Cell.clean(note);
    }

    public static Status good(String sentence, String note) {
      return new Status("good", sentence, note);
    }

    public static Status attention(String sentence, String note) {
      return new Status("attention", sentence, note);
    }

    public static Status unknown(String sentence, String note) {
      return new Status("unknown", sentence, note);
    }
  }

  public Sheet {
    sections = List.copyOf(sections);
  }

  /** Whether the script has something to do on it. */
  public boolean scripted() {
    return sections.stream()
        .flatMap(section -> section.blocks().stream())
        .anyMatch(
            block -> block instanceof Block.Figure || block instanceof Table table && table.tools());
  }
}
