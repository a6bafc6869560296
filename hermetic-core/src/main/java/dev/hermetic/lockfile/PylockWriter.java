package dev.hermetic.lockfile;

import dev.hermetic.environment.Requirement;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.platform.Platform;
import dev.hermetic.pypi.requirement.MarkerEnvironment;
import dev.hermetic.pypi.requirement.MarkerVariable;
import dev.hermetic.pypi.tag.WheelTarget;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Writes {@code pylock.toml} (PEP 751): the pip packages of a lock for one platform, for tools that
 * install them into the conda environment. What conda provides is not in it.
 */
public final class PylockWriter {
  private PylockWriter() {}

  /** The pip packages of a platform, sorted by name, each once; of categories {@code main} wins. */
  public static List<LockedPackage> packages(Lockfile lock, Platform platform) {
    Set<String> seen = new TreeSet<>();
    return lock.packages().stream()
        .filter(one -> one.manager() == Manager.PIP && one.platform().equals(platform))
        .sorted(
            Comparator.comparing(LockedPackage::name)
                .thenComparing(one -> !one.category().equals(Requirement.MAIN))
                .thenComparing(LockedPackage::category))
        .filter(one -> seen.add(one.name()))
        .toList();
  }

  /**
   * The file in UTF-8; the same bytes for the same lock.
   *
   * @param target the locked Python on the platform
   */
  public static byte[] write(Lockfile lock, WheelTarget target) {
    List<LockedPackage> packages = packages(lock, target.platform());
    Set<String> names =
        packages.stream().map(LockedPackage::name).collect(Collectors.toCollection(TreeSet::new));
    StringBuilder out = new StringBuilder();
    out.append("# Made of conda-lock.yml by hermetic:pylock. What conda provides is not in it.\n");
    out.append("lock-version = \"1.0\"\n");
    out.append("environments = [").append(text(marker(target.markers()))).append("]\n");
    out.append("requires-python = ").append(text("==" + minor(target) + ".*")).append('\n');
    out.append("extras = []\ndependency-groups = []\ndefault-groups = []\n");
    out.append("created-by = \"hermetic\"\n");
    if (packages.isEmpty()) {
      out.append("packages = []\n");
    }
    packages.forEach(one -> write(one, names, out));
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String minor(WheelTarget target) {
    return target.markers().value(MarkerVariable.PYTHON_VERSION);
  }

  private static String marker(MarkerEnvironment environment) {
    return List.of(
            MarkerVariable.SYS_PLATFORM,
            MarkerVariable.PLATFORM_MACHINE,
            MarkerVariable.IMPLEMENTATION_NAME)
        .stream()
        .map(
            variable ->
                variable.name().toLowerCase(Locale.ROOT)
                    + " == '"
                    + environment.value(variable)
                    + "'")
        .collect(Collectors.joining(" and "));
  }

  private static void write(LockedPackage one, Set<String> names, StringBuilder out) {
    out.append("\n[[packages]]\n");
    out.append("name = ").append(text(one.name())).append('\n');
    PipOrigin origin = PipOrigin.of(one);
    if (!(origin instanceof PipOrigin.Repository)) {
      out.append("version = ").append(text(one.version())).append('\n');
    }
    String needs =
        one.dependencies().keySet().stream()
            .filter(names::contains)
            .map(name -> "{name = " + text(name) + "}")
            .collect(Collectors.joining(", "));
    if (!needs.isEmpty()) {
      out.append("dependencies = [").append(needs).append("]\n");
    }
    if (origin instanceof PipOrigin.Repository repository) {
      out.append("vcs = {type = ").append(text(repository.kind()));
      out.append(", url = ").append(text(repository.url()));
      out.append(", commit-id = ").append(text(repository.commit()));
      if (!repository.subdirectory().isEmpty()) {
        out.append(", subdirectory = ").append(text(repository.subdirectory()));
      }
      out.append("}\n");
    } else if (origin instanceof PipOrigin.Direct) {
      out.append("archive = {url = ").append(text(one.url()));
      out.append(", hashes = ").append(hashes(one)).append("}\n");
    } else {
      boolean wheel = one.fileName().endsWith(".whl");
      out.append(wheel ? "wheels = [" : "sdist = ");
      out.append("{name = ").append(text(one.fileName()));
      out.append(", url = ").append(text(one.url()));
      out.append(", hashes = ").append(hashes(one)).append('}');
      out.append(wheel ? "]\n" : "\n");
    }
  }

  private static String hashes(LockedPackage one) {
    return one.sha256() != null
        ? "{sha256 = " + text(one.sha256()) + "}"
        : "{md5 = " + text(one.md5() == null ? "" : one.md5()) + "}";
  }

  /** A basic string of TOML 1.0. */
  private static String text(String value) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c == 0x7f) {
        out.append(String.format(Locale.ROOT, "\\u%04X", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
