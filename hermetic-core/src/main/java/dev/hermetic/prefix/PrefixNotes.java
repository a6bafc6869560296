package dev.hermetic.prefix;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a prefix says of itself beside its packages.
 *
 * @param variables environment variables that are set when it is activated ({@code conda-meta/state})
 * @param frozenMessage what tools tell who would change it (CEP-22, {@code conda-meta/frozen}); null
 *     to leave it open to changes
 */
public record PrefixNotes(SortedMap<String, String> variables, @Nullable String frozenMessage) {
  /** No variables, not frozen. */
  public static final PrefixNotes NONE = new PrefixNotes(new TreeMap<>(), null);

  public PrefixNotes {
    variables = Collections.unmodifiableSortedMap(new TreeMap<>(variables));
  }
}
