package dev.hermetic.doctor;

import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A machine as CEP-30 describes it.
 *
 * @param platform empty when conda knows no such system
 * @param properties virtual packages by name; what is not in it the machine does not have
 */
public record Machine(Optional<Platform> platform, SortedMap<String, Property> properties) {
  /**
   * A property.
   *
   * @param value null when the machine has it but nothing tells the version
   * @param source where it was seen
   */
  public record Property(@Nullable VirtualPackage value, String source) {}

  public Machine {
    properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
  }
}
