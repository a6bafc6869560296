package dev.hermetic.lockfile;

import dev.hermetic.yaml.YamlMapping;
import java.util.List;

/**
 * What {@code packages:} of a pixi.lock says about one package.
 *
 * @param kind the key that its address stands behind
 * @param written the address (for sources since version 7 an identifier that holds it) as written,
 *     by which environments refer to it
 * @param node the whole entry, where environments tell packages with one address apart
 */
record PixiEntry(Kind kind, String written, YamlMapping node, PixiPackage value) {
  /** The kinds of package. */
  enum Kind {
    CONDA("conda"),
    SOURCE("conda_source"),
    PYPI("pypi");

    static final List<Kind> ALL = List.of(values());

    private final String key;

    Kind(String key) {
      this.key = key;
    }

    String key() {
      return key;
    }
  }
}
