package dev.hermetic.pypi.requirement;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import dev.hermetic.pypi.version.SpecifierSet;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of one project (PEP 508).
 *
 * @param extras sorted, each once
 * @param specifiers on its versions; empty beside a URL
 * @param url of the one file or repository to take it from (a "direct reference"); null where any
 *     of the indexes will do
 * @param marker null where it always counts
 * @param text as written, without white space around it
 */
public record PypiRequirement(
    ProjectName name,
    SortedSet<ProjectName> extras,
    SpecifierSet specifiers,
    @Nullable String url,
    @Nullable Marker marker,
    String text) {
  public PypiRequirement {
    extras = Collections.unmodifiableSortedSet(new TreeSet<>(extras));
  }

  /** A requirement that nobody wrote. */
  public PypiRequirement(ProjectName name, SortedSet<ProjectName> extras, SpecifierSet specifiers) {
    this(name, extras, specifiers, null, null, render(name, extras, specifiers));
  }

  /**
   * Reads a requirement such as {@code numpy[blas]>=2; python_version >= "3.10"}.
   *
   * @throws InvalidRequirementException when it is none, with the place
   */
  public static PypiRequirement parse(String text) {
    return RequirementParser.requirement(text);
  }

  /**
   * As {@link #parse(String)}, for a text of the user.
   *
   * @param location where the text begins
   * @throws HermeticException with one problem that names the column
   */
  public static PypiRequirement parse(String text, Location location) {
    try {
      return parse(text);
    } catch (InvalidRequirementException e) {
      throw new HermeticException(RequirementProblems.invalid(text, location, e), e);
    }
  }

  /** Whether it counts there. */
  public boolean applies(MarkerEnvironment environment) {
    return marker == null || marker.evaluate(environment);
  }

  /** The one file or repository to take it from. */
  public Optional<String> directUrl() {
    return Optional.ofNullable(url);
  }

  /**
   * The normalised text: {@code name[extra,…]<2,>=1; marker} or {@code name @ URL ; marker}. It may
   * hold credentials where the URL does.
   */
  @Override
  public String toString() {
    String head = render(name, extras, specifiers);
    if (url != null) {
      head += " @ " + url;
    }
    return marker == null ? head : head + (url == null ? "; " : " ; ") + marker;
  }

  private static String render(
      ProjectName name, SortedSet<ProjectName> extras, SpecifierSet specifiers) {
    String brackets =
        extras.isEmpty()
            ? ""
            : extras.stream()
                .map(ProjectName::normalised)
                .collect(Collectors.joining(",", "[", "]"));
    return name + brackets + specifiers;
  }
}
