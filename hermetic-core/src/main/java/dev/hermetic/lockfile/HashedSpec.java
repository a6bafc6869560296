package dev.hermetic.lockfile;

import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.match.MatchSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One requested dependency in the shape in which conda-lock hashes it. {@code category} is {@code
 * main} unless the user said otherwise; {@code extras} are sorted; {@code markers} is the PEP 508
 * marker, null when there is none.
 */
public sealed interface HashedSpec {
  /** Package name. */
  String name();

  /** Who installs it. */
  Manager manager();

  /** The fields, null values included: {@link ContentHash} decides which of them to leave out. */
  Map<String, Object> fields();

  /**
   * A dependency on versions of a package.
   *
   * @param version conda: the version constraint as conda prints it, empty when there is none; pip:
   *     the PEP 440 constraint, its parts sorted, {@code *} when there is none
   * @param build conda build constraint, null when there is none
   * @param condaChannel canonical channel name of {@code channel::name}, null when there is none
   */
  record Versioned(
      String name,
      Manager manager,
      String category,
      List<String> extras,
      String version,
      @Nullable String build,
      @Nullable String condaChannel,
      @Nullable String hash,
      @Nullable String markers)
      implements HashedSpec {
    public Versioned {
      extras = extras.stream().sorted().toList();
    }

    /** A conda dependency. */
    public static Versioned conda(
        String name,
        String version,
        @Nullable String build,
        @Nullable String condaChannel,
        String category) {
      return new Versioned(
          name, Manager.CONDA, category, List.of(), version, build, condaChannel, null, null);
    }

    /** The conda dependency that a match spec asks for. */
    public static Versioned conda(MatchSpec spec, String category) {
      return conda(
          spec.name(),
          spec.rawVersion().orElse(""),
          spec.rawBuild().orElse(null),
          spec.channel().map(CanonicalChannel::of).orElse(null),
          category);
    }

    /** A pip dependency. */
    public static Versioned pip(
        String name,
        String version,
        List<String> extras,
        @Nullable String markers,
        String category) {
      return new Versioned(
          name, Manager.PIP, category, extras, version, null, null, null, markers);
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = common(name, manager, category, extras, markers);
      fields.put("version", version);
      fields.put("build", build);
      fields.put("conda_channel", condaChannel);
      fields.put("hash", hash);
      return fields;
    }
  }

  /**
   * A dependency on one file.
   *
   * @param hashes such as {@code sha256:…}, in the order given
   */
  record Url(
      String name,
      Manager manager,
      String category,
      List<String> extras,
      String url,
      List<String> hashes,
      @Nullable String markers)
      implements HashedSpec {
    public Url {
      extras = extras.stream().sorted().toList();
      hashes = List.copyOf(hashes);
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = common(name, manager, category, extras, markers);
      fields.put("url", url);
      fields.put("hashes", hashes);
      return fields;
    }
  }

  /**
   * A dependency on a repository.
   *
   * @param source URL of the repository
   * @param vcs {@code git} and the like
   * @param rev branch, tag or commit, null for the default
   */
  record Vcs(
      String name,
      Manager manager,
      String category,
      List<String> extras,
      String source,
      String vcs,
      @Nullable String rev,
      @Nullable String subdirectory,
      @Nullable String markers)
      implements HashedSpec {
    public Vcs {
      extras = extras.stream().sorted().toList();
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = common(name, manager, category, extras, markers);
      fields.put("source", source);
      fields.put("vcs", vcs);
      fields.put("rev", rev);
      fields.put("subdirectory", subdirectory);
      return fields;
    }
  }

  /** A dependency on a local file or folder. */
  record Local(
      String name,
      Manager manager,
      String category,
      List<String> extras,
      String path,
      boolean isDirectory,
      @Nullable String subdirectory,
      @Nullable String markers)
      implements HashedSpec {
    public Local {
      extras = extras.stream().sorted().toList();
    }

    @Override
    public Map<String, Object> fields() {
      Map<String, Object> fields = common(name, manager, category, extras, markers);
      fields.put("path", path);
      fields.put("is_directory", isDirectory);
      fields.put("subdirectory", subdirectory);
      return fields;
    }
  }

  private static Map<String, Object> common(
      String name,
      Manager manager,
      String category,
      List<String> extras,
      @Nullable String markers) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", name);
    fields.put("manager", manager.key());
    fields.put("category", category);
    fields.put("extras", extras);
    fields.put("markers", markers);
    return fields;
  }
}
