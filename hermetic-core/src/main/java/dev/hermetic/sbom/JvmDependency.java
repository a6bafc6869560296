package dev.hermetic.sbom;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A dependency of the Maven project, as Maven resolved it.
 *
 * @param type of the file, for example {@code jar}
 * @param classifier empty for none
 * @param scope {@code compile}, {@code runtime}, …
 * @param direct whether the project names it itself
 * @param hashes of the file by the algorithm's name in CycloneDX; empty where there is no file
 * @param licenses as its POM lists them
 * @param url of the project, as its POM has it; empty for none
 * @param source address of the source repository, as its POM has it; empty for none
 * @param needs keys of the dependencies that its POM declares, which may not be part of the project
 */
public record JvmDependency(
    String group,
    String artifact,
    String version,
    String type,
    String classifier,
    String scope,
    boolean direct,
    SortedMap<String, String> hashes,
    List<PomLicense> licenses,
    String url,
    String source,
    SortedSet<String> needs) {
  /**
   * A licence in a POM.
   *
   * @param name empty for none
   * @param url empty for none
   */
  public record PomLicense(String name, String url) {}

  public JvmDependency {
    hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
    licenses = List.copyOf(licenses);
    needs = Collections.unmodifiableSortedSet(new TreeSet<>(needs));
  }

  /** What it is known by in one project: everything but its version. */
  public String key() {
    return key(group, artifact, type, classifier);
  }

  /** The key of these parts. */
  public static String key(String group, String artifact, String type, String classifier) {
    return group + ":" + artifact + ":" + type + ":" + classifier;
  }
}
