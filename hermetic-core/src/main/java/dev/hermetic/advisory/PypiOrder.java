package dev.hermetic.advisory;

import dev.hermetic.pypi.version.PypiVersion;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** PEP 440. Remembers what it has read: the same versions stand in many advisories. */
final class PypiOrder implements VersionOrder {
  private final Map<String, Optional<PypiVersion>> read = new ConcurrentHashMap<>();

  @Override
  public int compare(String one, String other) throws NotAVersion {
    return version(one).compareTo(version(other));
  }

  private PypiVersion version(String text) throws NotAVersion {
    return read.computeIfAbsent(
            text, key -> PypiVersion.tryParse(key).map(PypiVersion::withoutLocal))
        .orElseThrow(() -> new NotAVersion(text));
  }
}
