package dev.hermetic.pypi.version;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Clauses that a version has to meet all (PEP 440, "Version specifiers"). Sets of the same clauses
 * are equal, in whatever order they were written. Immutable.
 */
public final class SpecifierSet {
  /** Met by every version. */
  public static final SpecifierSet ANY = new SpecifierSet(List.of());

  private final List<Specifier> specifiers;

  private SpecifierSet(Collection<Specifier> specifiers) {
    SortedMap<String, Specifier> sorted = new TreeMap<>();
    specifiers.forEach(one -> sorted.putIfAbsent(one.toString(), one));
    this.specifiers = List.copyOf(sorted.values());
  }

  /**
   * Reads clauses with commas between them; an empty text is met by every version.
   *
   * @throws InvalidPypiVersionException when a clause is none
   */
  public static SpecifierSet parse(String text) {
    List<Specifier> specifiers = new ArrayList<>();
    int start = 0;
    while (start <= text.length()) {
      int comma = text.indexOf(',', start);
      int end = comma < 0 ? text.length() : comma;
      // As the packaging library: "a>=1," has one clause.
      if (!text.substring(start, end).isBlank()) {
        specifiers.add(SpecifierParser.parse(text, start, end));
      }
      start = end + 1;
    }
    return of(specifiers);
  }

  public static SpecifierSet of(Collection<Specifier> specifiers) {
    return specifiers.isEmpty() ? ANY : new SpecifierSet(specifiers);
  }

  /** Exactly this version: {@code ==version}. */
  public static SpecifierSet exactly(PypiVersion version) {
    return of(List.of(new Specifier(Specifier.Operator.EQUAL, version, false, version.toString())));
  }

  /** The clauses, sorted by their text, each once. */
  public List<Specifier> specifiers() {
    return specifiers;
  }

  /** Whether every version meets it. */
  public boolean isEmpty() {
    return specifiers.isEmpty();
  }

  /** The versions that meet both. */
  public SpecifierSet and(SpecifierSet other) {
    List<Specifier> all = new ArrayList<>(specifiers);
    all.addAll(other.specifiers);
    return of(all);
  }

  /**
   * Whether a version meets every clause.
   *
   * @param prereleases whether pre-releases may; where not, they are refused although a clause
   *     names one (see {@link #namesPrerelease})
   */
  public boolean contains(PypiVersion version, boolean prereleases) {
    if (!prereleases && version.isPrerelease()) {
      return false;
    }
    for (Specifier specifier : specifiers) {
      if (!specifier.matches(version)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a clause asks for pre-releases by naming one, as {@code >=2.0rc1} does. */
  public boolean namesPrerelease() {
    return specifiers.stream().anyMatch(Specifier::namesPrerelease);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SpecifierSet that && specifiers.equals(that.specifiers);
  }

  @Override
  public int hashCode() {
    return specifiers.hashCode();
  }

  /** The clauses sorted by their text, with commas and no white space between them. */
  @Override
  public String toString() {
    return specifiers.stream().map(Specifier::toString).collect(Collectors.joining(","));
  }
}
