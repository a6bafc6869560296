package dev.hermetic.pypi.requirement;

import dev.hermetic.pypi.version.InvalidPypiVersionException;
import dev.hermetic.pypi.version.SpecifierSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads requirements (PEP 508, "Grammar") by descent, in time linear in the text. */
final class RequirementParser {
  private final String text;
  private final Cursor cursor;

  private RequirementParser(String text) {
    this.text = text;
    this.cursor = new Cursor(text);
  }

  static PypiRequirement requirement(String text) {
    return new RequirementParser(text).requirement();
  }

  static Marker marker(String text) {
    Cursor cursor = new Cursor(text);
    Marker marker = new MarkerParser(cursor).parse();
    cursor.expectEnd("after the marker");
    return marker;
  }

  private PypiRequirement requirement() {
    cursor.skipSpace();
    ProjectName name = name("a requirement begins with the name of a project");
    cursor.skipSpace();
    SortedSet<ProjectName> extras = extras();
    cursor.skipSpace();
    String url = null;
    SpecifierSet specifiers = SpecifierSet.ANY;
    if (cursor.take("@")) {
      url = url();
    } else {
      specifiers = specifiers();
    }
    cursor.skipSpace();
    Marker marker = null;
    if (cursor.take(";")) {
      marker = new MarkerParser(cursor).parse();
    }
    cursor.expectEnd(marker == null ? "after the requirement" : "after the marker");
    return new PypiRequirement(name, extras, specifiers, url, marker, text.strip());
  }

  private ProjectName name(String expected) {
    int start = cursor.at();
    String word =
        cursor.takeWhile(c -> ProjectName.isAlphanumeric(c) || ProjectName.isSeparator(c));
    if (!ProjectName.isName(word)) {
      throw new InvalidRequirementException(expected, start);
    }
    return ProjectName.of(word);
  }

  private SortedSet<ProjectName> extras() {
    SortedSet<ProjectName> extras = new TreeSet<>();
    int open = cursor.at();
    if (!cursor.take("[")) {
      return extras;
    }
    cursor.skipSpace();
    if (cursor.take("]")) {
      return extras;
    }
    while (true) {
      extras.add(name("the name of an extra was expected"));
      cursor.skipSpace();
      if (cursor.take("]")) {
        return extras;
      }
      if (cursor.atEnd()) {
        throw new InvalidRequirementException("this [ is not closed", open);
      }
      cursor.expect(",", "a comma or ] was expected after an extra");
      cursor.skipSpace();
    }
  }

  /** A URL ends at white space, so that one may hold a semicolon. */
  private String url() {
    cursor.skipSpace();
    int start = cursor.at();
    String url = cursor.takeWhile(c -> !Cursor.isSpace(c));
    if (url.isEmpty()) {
      throw new InvalidRequirementException("a URL was expected after @", start);
    }
    if (url.endsWith(";") && !cursor.atEnd()) {
      throw new InvalidRequirementException(
          "white space is needed between a URL and the semicolon of a marker", cursor.at() - 1);
    }
    return url;
  }

  private SpecifierSet specifiers() {
    int open = cursor.at();
    boolean parentheses = cursor.take("(");
    int start = cursor.at();
    String clauses = cursor.takeWhile(c -> c != ';' && c != ')');
    if (parentheses && !cursor.take(")")) {
      throw new InvalidRequirementException("this ( is not closed", open);
    }
    try {
      return SpecifierSet.parse(clauses);
    } catch (InvalidPypiVersionException e) {
      throw new InvalidRequirementException(message(e, clauses), start + e.offset());
    }
  }

  /** What stands where clauses were expected may be something else altogether. */
  private static String message(InvalidPypiVersionException e, String clauses) {
    @Nullable String hint = null;
    String trimmed = clauses.strip();
    if (trimmed.startsWith("if ") || trimmed.contains(" and ")) {
      hint = "a marker is separated by a semicolon";
    }
    String message = Optional.ofNullable(e.getMessage()).orElse("not a version specifier");
    return hint == null ? message : message + "; " + hint;
  }
}
