package dev.hermetic.pypi.requirement;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What environment markers may ask for (PEP 508, "Environment Markers"). */
public enum MarkerVariable {
  OS_NAME(false, "os.name"),
  SYS_PLATFORM(false, "sys.platform"),
  PLATFORM_MACHINE(false, "platform.machine"),
  PLATFORM_PYTHON_IMPLEMENTATION(false, "platform.python_implementation", "python_implementation"),
  PLATFORM_RELEASE(true),
  PLATFORM_SYSTEM(false),
  PLATFORM_VERSION(false, "platform.version"),
  PYTHON_VERSION(true),
  PYTHON_FULL_VERSION(true),
  IMPLEMENTATION_NAME(false),
  IMPLEMENTATION_VERSION(true),
  /** The extra for which the metadata of a package is read; several may be asked for. */
  EXTRA(false);

  private final boolean version;
  private final String[] aliases;

  MarkerVariable(boolean version, String... aliases) {
    this.version = version;
    this.aliases = aliases;
  }

  /** Whether it is compared as a version where the other side is one. */
  boolean isVersion() {
    return version;
  }

  /** As markers write it, for example {@code python_version}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The variable of a name, also of the old names with dots (PEP 345). */
  static Optional<MarkerVariable> find(String name) {
    for (MarkerVariable variable : values()) {
      if (variable.key().equals(name) || List.of(variable.aliases).contains(name)) {
        return Optional.of(variable);
      }
    }
    return Optional.empty();
  }
}
