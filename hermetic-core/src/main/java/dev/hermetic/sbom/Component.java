package dev.hermetic.sbom;

import dev.hermetic.license.License;
import dev.hermetic.platform.Platform;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One thing of a bill. Immutable.
 *
 * @param id unique in a bill and the same in every bill that has the component: its purl, or for what
 *     can have none, words that say what it is
 * @param version as its own ecosystem writes it; empty when unknown
 * @param platforms conda's platforms that have it; empty for what the lock does not hold
 * @param purl its own package URL, empty where its ecosystem has none
 * @param project the project of PyPI that a conda package is; empty for others
 * @param hashes of its file, hex digits by the algorithm's name in CycloneDX: {@code SHA-256},
 *     {@code SHA-1}, {@code MD5}
 * @param license empty when nothing is known of it
 * @param url where its file is, without credentials; empty when unknown
 * @param links further addresses, of its source and documentation
 * @param properties what else is known, by names that begin with {@code hermetic:}
 */
public record Component(
    String id,
    Kind kind,
    String name,
    String version,
    SortedSet<Platform> platforms,
    String purl,
    Optional<MappedProject> project,
    SortedMap<String, String> hashes,
    Optional<License> license,
    String url,
    SortedMap<Link, String> links,
    SortedMap<String, String> properties) {
  /** What kind of thing a component is. */
  public enum Kind {
    /** A locked environment, or an image made of it: what a bill is of. */
    ENVIRONMENT,
    /** A locked conda package. */
    CONDA,
    /** A locked package of PyPI. */
    PYPI,
    /** A dependency of the Maven project. */
    MAVEN,
    /** The image that an image is built upon. */
    BASE_IMAGE,
    /** A package that the distribution of the base image installed. */
    DISTRIBUTION
  }

  /** What an address leads to. */
  public enum Link {
    WEBSITE,
    SOURCE,
    DOCUMENTATION,
    /** The recipe that a package was built from, at its commit. */
    RECIPE
  }

  public Component {
    platforms = Collections.unmodifiableSortedSet(new TreeSet<>(platforms));
    hashes = Collections.unmodifiableSortedMap(new TreeMap<>(hashes));
    links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
    properties = Collections.unmodifiableSortedMap(new TreeMap<>(properties));
  }

  /** The same on the platforms of both; of what else differs, this one's counts. */
  Component alsoOn(Component other) {
    SortedSet<Platform> both = new TreeSet<>(platforms);
    both.addAll(other.platforms);
    return new Component(
        id, kind, name, version, both, purl, project, hashes, license, url, links, properties);
  }
}
