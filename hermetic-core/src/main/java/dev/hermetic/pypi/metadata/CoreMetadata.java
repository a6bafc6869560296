package dev.hermetic.pypi.metadata;

import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.requirement.PypiRequirement;
import dev.hermetic.pypi.version.PypiVersion;
import dev.hermetic.pypi.version.SpecifierSet;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What resolving needs of the core metadata of a distribution (core metadata specification; PEP 566,
 * PEP 643).
 *
 * @param metadataVersion {@code Metadata-Version}, for example {@code 2.1}
 * @param requiresDist {@code Requires-Dist}, in the order of the file
 * @param requiresPython {@code Requires-Python}; every version where there is none
 * @param providesExtra {@code Provides-Extra}
 * @param dynamic {@code Dynamic}: names of fields, in lower case, that building may change
 */
public record CoreMetadata(
    String metadataVersion,
    ProjectName name,
    PypiVersion version,
    List<PypiRequirement> requiresDist,
    SpecifierSet requiresPython,
    SortedSet<ProjectName> providesExtra,
    SortedSet<String> dynamic) {
  public CoreMetadata {
    requiresDist = List.copyOf(requiresDist);
    providesExtra = Collections.unmodifiableSortedSet(new TreeSet<>(providesExtra));
    dynamic = Collections.unmodifiableSortedSet(new TreeSet<>(dynamic));
  }

  /** Metadata of a distribution that is built already. */
  public CoreMetadata(
      ProjectName name,
      PypiVersion version,
      List<PypiRequirement> requiresDist,
      SpecifierSet requiresPython,
      SortedSet<ProjectName> providesExtra) {
    this(
        "2.1", name, version, requiresDist, requiresPython, providesExtra, new TreeSet<>());
  }

  /**
   * Whether a source distribution promises that every wheel built of it has these dependencies (PEP
   * 643): its metadata are of version 2.2 or later, and none of the fields is dynamic.
   */
  public boolean isStatic() {
    return PypiVersion.parse(metadataVersion).compareTo(PypiVersion.parse("2.2")) >= 0
        && List.of("requires-dist", "requires-python", "provides-extra", "version").stream()
            .noneMatch(dynamic::contains);
  }
}
