package dev.hermetic.layer;

import java.util.List;

/**
 * A package as the lock has it.
 *
 * @param distribution what its files are listed under: {@code name-version-build}, of a wheel {@code
 *     project-version-tags}
 * @param title for people: name and version
 * @param name by which others depend on it
 * @param depends names of what it depends on, locked or not
 * @param wheel whether it comes from a package index and not from a channel
 */
public record LayerPackage(
    String distribution, String title, String name, List<String> depends, boolean wheel) {
  public LayerPackage {
    depends = List.copyOf(depends);
  }
}
