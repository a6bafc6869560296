package dev.hermetic.tool;

import java.util.List;

/**
 * A vulnerability as another scanner reports it.
 *
 * @param purl of the package; empty where it says none
 * @param kind of the package in the scanner's own words, where there is no purl
 * @param id of the vulnerability
 * @param aliases other ids that it names
 * @param vectors CVSS vectors
 * @param fixes versions without it, in any order, of several lines of development; empty for none
 */
record Reported(
    String purl,
    String kind,
    String name,
    String version,
    String id,
    List<String> aliases,
    List<String> vectors,
    List<String> fixes,
    String summary) {
  Reported {
    aliases = List.copyOf(aliases);
    vectors = List.copyOf(vectors);
    fixes = List.copyOf(fixes);
  }
}
