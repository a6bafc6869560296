package dev.hermetic.yaml;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads YAML 1.1 as PyYAML's safe loader understands it, and stricter: duplicate keys, tags of
 * programming languages and runaway aliases are problems. Nothing is ever constructed but {@link
 * YamlNode}s. An empty document is a scalar of type {@code NULL}.
 */
public final class YamlFile {
  /** Files larger than this are refused; the largest known lock files have about 10 MB. */
  public static final int MAX_BYTES = 64 << 20;

  static final int MAX_ALIASES = 50;
  static final int MAX_DEPTH = 50;

  private YamlFile() {}

  /**
   * Reads and parses a file.
   *
   * @param shownName the file as problems name it, with {@code /} between its parts
   * @throws HermeticException with every problem found, of area YAML
   */
  public static YamlNode read(Path file, String shownName) {
    return parse(readText(file, shownName), shownName);
  }

  /**
   * The text of a UTF-8 file without its byte order mark.
   *
   * @throws HermeticException when the file is missing, unreadable, too large or not UTF-8
   */
  public static String readText(Path file, String shownName) {
    return TextFile.read(file, shownName, MAX_BYTES);
  }

  /**
   * Parses a text.
   *
   * @throws HermeticException with every problem found, of area YAML
   */
  public static YamlNode parse(String text, String shownName) {
    return parse(text, shownName, List.of());
  }

  /**
   * Parses a text from which lines were taken out before.
   *
   * @param lines for each line of the text its 1-based number in the file, empty when no line is
   *     missing
   * @throws HermeticException with every problem found, of area YAML
   */
  public static YamlNode parse(String text, String shownName, List<Integer> lines) {
    NodeConverter converter =
        new NodeConverter(shownName, lines.stream().mapToInt(Integer::intValue).toArray());
    requirePrintable(text, converter);
    Node root = compose(text, converter);
    YamlNode result =
        root == null
            ? new YamlScalar(new Location(shownName, 1, 1), "", YamlScalar.Type.NULL, -1)
            : converter.convert(root);
    if (!converter.problems().isEmpty()) {
      throw new HermeticException(converter.problems());
    }
    return result;
  }

  private static @Nullable Node compose(String text, NodeConverter converter) {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(MAX_ALIASES);
    options.setNestingDepthLimit(MAX_DEPTH);
    options.setCodePointLimit(Integer.MAX_VALUE);
    // Nothing is constructed, so no tag is dangerous; NodeConverter reports the foreign ones.
    options.setTagInspector(tag -> true);
    LastEvent parser = new LastEvent(new ParserImpl(new StreamReader(text), options));
    try {
      return new Composer(parser, new ScalarTypes(), options).getSingleNode();
    } catch (MarkedYAMLException e) {
      throw new HermeticException(syntax(e, converter));
    } catch (YAMLException e) {
      throw new HermeticException(limit(e, converter.location(parser.mark())));
    }
  }

  private static Problem syntax(MarkedYAMLException e, NodeConverter converter) {
    Location location = converter.location(e.getProblemMark());
    String what = e.getProblem() == null ? "" : e.getProblem();
    if (what.contains("(TAB)")) {
      return YamlProblems.tab(location);
    }
    if (what.startsWith("Number of aliases")) {
      return YamlProblems.tooManyAliases(location, MAX_ALIASES);
    }
    String context = e.getContext() == null ? "" : " " + e.getContext();
    Mark start = e.getContextMark();
    String from = start == null ? "" : " that starts at line " + converter.location(start).line();
    return YamlProblems.syntax(location, what + context + from);
  }

  /** SnakeYAML tells only by the message which of its limits was hit. */
  private static Problem limit(YAMLException e, Location location) {
    String message = String.valueOf(e.getMessage());
    if (message.startsWith("Number of aliases")) {
      return YamlProblems.tooManyAliases(location, MAX_ALIASES);
    }
    if (message.startsWith("Nesting Depth")) {
      return YamlProblems.tooDeep(location, MAX_DEPTH);
    }
    return YamlProblems.syntax(location, message);
  }

  private static void requirePrintable(String text, NodeConverter converter) {
    int offset = 0;
    while (offset < text.length()) {
      int codePoint = text.codePointAt(offset);
      if (!StreamReader.isPrintable(codePoint)) {
        throw new HermeticException(
            YamlProblems.forbiddenCharacter(converter.location(text, offset), codePoint));
      }
      offset += Character.charCount(codePoint);
    }
  }

  /** Remembers the last event taken, the only trace of where a limit was hit. */
  private static final class LastEvent implements Parser {
    private final Parser delegate;
    private @Nullable Event last;

    LastEvent(Parser delegate) {
      this.delegate = delegate;
    }

    @Nullable Mark mark() {
      return last == null ? null : last.getStartMark();
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
      return delegate.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
      return delegate.peekEvent();
    }

    @Override
    public Event getEvent() {
      last = delegate.getEvent();
      return last;
    }
  }
}
