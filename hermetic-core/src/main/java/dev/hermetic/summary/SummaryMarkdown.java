package dev.hermetic.summary;

import dev.hermetic.diff.DiffMarkdown;
import dev.hermetic.text.Markdown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A summary as Markdown for a comment on a pull request or the page of a CI job. */
public final class SummaryMarkdown {
  /** What a name may have inside of a comment of HTML. */
  private static final Pattern UNMARKED = Pattern.compile("[^A-Za-z0-9._]+");

  /** GitHub takes 65,536 characters in a comment; a bot may put some around ours. */
  static final int MOST_CHARACTERS = 60_000;

  private static final String TOO_LONG =
      "The lock differs in more than a comment can hold: `mvn hermetic:diff` tells all of it.\n";

  private static final String MORE =
      "Environments that a comment cannot hold: %d, each in the summary of its module.\n";

  private SummaryMarkdown() {}

  /** The first line, by which a bot finds its own comment on this environment again. */
  static String marker(String name) {
    return "<!-- hermetic:summary " + UNMARKED.matcher(name).replaceAll(" ").strip() + " -->";
  }

  /** The document, with a line feed at its end. Texts from locks and events are escaped. */
  public static SummaryText of(Summary summary) {
    StringBuilder text = new StringBuilder(marker(summary.name())).append("\n");
    text.append("## Environment ").append(Markdown.prose(summary.name()));
    text.append(summary.passed() ? ": passed" : ": failed").append("\n\n");
    List<String> lines = new ArrayList<>();
    lines.addAll(Markdown.head(List.of("", "What", "Now", "Before", "Difference")));
    for (Fact one : summary.facts()) {
      lines.add(
          Markdown.row(
              List.of(
                  one.state().sign(),
                  Markdown.prose(one.about()),
                  Markdown.prose(one.now()),
                  Markdown.prose(one.before()),
                  Markdown.prose(one.moved()))));
    }
    text.append(String.join("\n", lines)).append("\n");
    if (!summary.notes().isEmpty()) {
      text.append("\n");
      summary.notes().forEach(one -> text.append("- ").append(Markdown.prose(one)).append("\n"));
    }
    Optional<String> diff =
        summary.comparison().map(of -> DiffMarkdown.of(of.diff(), of.from(), of.to()));
    String brief = text + diff.map(there -> "\n" + TOO_LONG).orElse("");
    String whole = text + diff.map(there -> "\n" + there).orElse("");
    return new SummaryText(whole.length() <= MOST_CHARACTERS ? whole : brief, brief);
  }

  /**
   * One comment of several summaries, as long as one may be: differences are left out of the last ones
   * first, then summaries.
   *
   * @param name of all of it
   */
  public static String joined(String name, List<SummaryText> summaries) {
    StringBuilder text = new StringBuilder(marker(name)).append("\n");
    int brief = summaries.stream().mapToInt(one -> one.brief().length()).sum();
    for (int i = 0; i < summaries.size(); i++) {
      SummaryText one = summaries.get(i);
      brief -= one.brief().length();
      int room = MOST_CHARACTERS - text.length() - MORE.length() - 10;
      String part = one.whole().length() + brief <= room ? one.whole() : one.brief();
      if (part.length() > room) {
        return text + "\n" + MORE.formatted(summaries.size() - i);
      }
      text.append(i == 0 ? "" : "\n").append(part.substring(part.indexOf('\n') + 1));
    }
    return text.toString();
  }
}
