package dev.hermetic.adopt;

import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An environment as something else than an environment file describes it.
 *
 * @param name of the environment, empty when nobody says
 * @param channels as an environment file names them, in priority order
 * @param conda per platform, match specs by package name
 * @param pip per platform, requirements by name
 * @param lock what to lock it with, empty where that cannot be told without solving
 * @param settings parameters of the plugin that the lock was made with, by name
 * @param remark what a reader of the environment file should know, one line
 * @param notes what could not be taken over
 */
record Beginning(
    Optional<String> name,
    List<String> channels,
    SortedMap<Platform, SortedMap<String, String>> conda,
    SortedMap<Platform, SortedMap<String, String>> pip,
    Optional<Lockfile> lock,
    SortedMap<String, String> settings,
    String remark,
    List<String> notes) {
  Beginning {
    channels = List.copyOf(channels);
    conda = Collections.unmodifiableSortedMap(new TreeMap<>(conda));
    pip = Collections.unmodifiableSortedMap(new TreeMap<>(pip));
    settings = Collections.unmodifiableSortedMap(new TreeMap<>(settings));
    notes = List.copyOf(notes);
  }

  /** The same with more parameters of the plugin. */
  Beginning with(SortedMap<String, String> more) {
    SortedMap<String, String> all = new TreeMap<>(settings);
    all.putAll(more);
    return new Beginning(name, channels, conda, pip, lock, all, remark, notes);
  }

  /** The same, asking for other things. */
  Beginning with(
      SortedMap<Platform, SortedMap<String, String>> otherConda,
      SortedMap<Platform, SortedMap<String, String>> otherPip) {
    return new Beginning(name, channels, otherConda, otherPip, lock, settings, remark, notes);
  }

  /** Whether it asks for nothing. */
  boolean isEmpty() {
    return !hasPip() && conda.values().stream().allMatch(SortedMap::isEmpty);
  }

  boolean hasPip() {
    return pip.values().stream().anyMatch(of -> !of.isEmpty());
  }
}
