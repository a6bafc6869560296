package dev.hermetic.pypi.requirement;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The machine and Python for which markers are evaluated.
 *
 * @param values the value of each variable but {@link MarkerVariable#EXTRA}; empty where it cannot
 *     be known, as {@code platform_release} of a machine that is not there
 * @param extras those for which the metadata is read
 */
public record MarkerEnvironment(Map<MarkerVariable, String> values, SortedSet<ProjectName> extras) {
  public MarkerEnvironment {
    EnumMap<MarkerVariable, String> complete = new EnumMap<>(MarkerVariable.class);
    for (MarkerVariable variable : MarkerVariable.values()) {
      if (variable != MarkerVariable.EXTRA) {
        complete.put(variable, values.getOrDefault(variable, ""));
      }
    }
    values = Collections.unmodifiableMap(complete);
    extras = Collections.unmodifiableSortedSet(new TreeSet<>(extras));
  }

  /** Without extras. */
  public MarkerEnvironment(Map<MarkerVariable, String> values) {
    this(values, Collections.emptySortedSet());
  }

  /** The same machine, with these extras alone. */
  public MarkerEnvironment withExtras(Collection<ProjectName> wanted) {
    return new MarkerEnvironment(values, new TreeSet<>(wanted));
  }

  /** Empty where it cannot be known. */
  public String value(MarkerVariable variable) {
    return values.getOrDefault(variable, "");
  }
}
