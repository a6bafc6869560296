package dev.hermetic.reproduce;

import dev.hermetic.text.Count;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Under what something was built or run; equal conditions are one when they are counted.
 *
 * @param folder the folder of the build, relative to where all builds are
 * @param order {@code locked}, or {@code shuffled-SEED}: in which order packages are worked on
 * @param workers how many things are worked on at once
 * @param umask three octal digits, or {@code -} where there is none
 * @param zone time zone, by its IANA name
 * @param locale as POSIX has it, for example {@code tr_TR.UTF-8}
 * @param cache {@code warm}, or {@code cold}: everything is fetched and unpacked again
 */
public record Conditions(
    String folder,
    String order,
    int workers,
    String umask,
    String zone,
    String locale,
    String cache) {
  /** By name, for ledgers and reports. */
  public SortedMap<String, String> byName() {
    SortedMap<String, String> names = new TreeMap<>();
    names.put("folder", folder);
    names.put("order", order);
    names.put("workers", Integer.toString(workers));
    names.put("umask", umask);
    names.put("zone", zone);
    names.put("locale", locale);
    names.put("cache", cache);
    return Collections.unmodifiableSortedMap(names);
  }

  /** For people. */
  public String text() {
    return "folder "
        + folder
        + ", order "
        + order
        + ", "
        + Count.of(workers, "worker")
        + ", umask "
        + umask
        + ", "
        + zone
        + ", "
        + locale
        + ", "
        + cache
        + " cache";
  }
}
