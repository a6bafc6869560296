package dev.hermetic.advisory;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How the tags of a repository's releases are written: forms such as {@code openssl-{}} and {@code
 * OpenSSL_{}}. Versions are the same whether their parts are separated by {@code .}, {@code _} or
 * {@code -}, and in whichever case they are written.
 */
public final class TagForms {
  /** Marks the place of the version in a form. */
  private static final String VERSION = "{}";

  private final List<String> forms;
  private final List<Pattern> patterns;

  private TagForms(List<String> forms) {
    this.forms = List.copyOf(forms);
    this.patterns =
        forms.stream()
            .map(
                form -> {
                  int at = form.indexOf(VERSION);
                  return Pattern.compile(
                      Pattern.quote(form.substring(0, at))
                          + "(\\d[A-Za-z0-9._-]*)"
                          + Pattern.quote(form.substring(at + VERSION.length())),
                      Pattern.CASE_INSENSITIVE);
                })
            .toList();
  }

  /**
   * @param forms at least one, each with one {@code {}}
   */
  public static TagForms of(List<String> forms) {
    if (forms.isEmpty() || !forms.stream().allMatch(form -> form.contains(VERSION))) {
      throw new IllegalArgumentException("not the forms of tags: " + forms);
    }
    return new TagForms(forms);
  }

  /** The version of a tag, nothing where it is that of no release. */
  Stream<String> version(String tag) {
    return patterns.stream()
        .map(pattern -> pattern.matcher(tag))
        .filter(Matcher::matches)
        .map(matcher -> plain(matcher.group(1)))
        .limit(1);
  }

  /** A version as it is compared. */
  String plain(String version) {
    return version.toLowerCase(Locale.ROOT).replace('_', '.').replace('-', '.');
  }

  /** The tag that a version has in the first form. */
  public String tag(String version) {
    return forms.get(0).replace(VERSION, version);
  }

  @Override
  public String toString() {
    return String.join(" ", forms);
  }
}
