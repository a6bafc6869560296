package dev.hermetic.environment;

import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.platform.VirtualPackages;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts the virtual packages of every target platform together. Nothing is asked of the machine that
 * locks, so that every machine gets the same answer. From the weakest source to the strongest:
 *
 * <ol>
 *   <li>conda-lock's defaults;
 *   <li>{@code CONDA_OVERRIDE_*} (CEP-30), on every target where the package makes sense: that is
 *       what the variables are for when locking for another machine;
 *   <li>the file, which as in conda-lock replaces the defaults of the platforms it names and shuts
 *       out the variables of the packages it names; what a platform cannot do without ({@link
 *       VirtualPackages#demanded}) stays even where the file does not name it;
 *   <li>{@code hermetic.cuda}.
 * </ol>
 *
 * <p>For the content hash a file stands alone, as in conda-lock: only what it names, and nothing
 * for platforms that it leaves out.
 */
public final class VirtualPackageReader {
  private static final String CUDA = "__cuda";
  private static final String CUDA_ARCH = "__cuda_arch";
  private static final String NO_CUDA = "none";
  private static final String CUDA_SETTING = "hermetic.cuda";
  private static final Pattern CUDA_VERSION = Pattern.compile("[0-9]+(\\.[0-9]+){0,2}");

  private final VirtualPackageSource source;
  private final Findings findings = new Findings();
  private final Set<String> usedVariables = new LinkedHashSet<>();

  private VirtualPackageReader(VirtualPackageSource source) {
    this.source = source;
  }

  /**
   * Reads the file and joins it with the other sources.
   *
   * @throws HermeticException with every problem found, of the areas YAML and VP
   */
  public static VirtualPackageResult read(VirtualPackageSource source) {
    return new VirtualPackageReader(source).read();
  }

  private VirtualPackageResult read() {
    SortedMap<Platform, List<VirtualPackageFile.Entry>> file = file();
    CondaOverrides overrides = CondaOverrides.of(source.overrides(), findings);
    String cuda = source.cuda();
    if (cuda != null && !cuda.equals(NO_CUDA) && !CUDA_VERSION.matcher(cuda).matches()) {
      findings.problem(Location.of(CUDA_SETTING), VirtualPackageProblems.badCuda(cuda));
    }
    findings.throwProblems();
    SortedMap<Platform, VirtualPackages> platforms = new TreeMap<>();
    SortedMap<String, String> unused = new TreeMap<>();
    for (Platform platform : source.platforms()) {
      Assembly assembly = new Assembly(platform, file.get(platform));
      overrides
          .variablesFor(platform)
          .forEach((variable, value) -> assembly.override(variable, value, unused));
      assembly.cuda(cuda);
      platforms.put(platform, assembly.result());
    }
    unused.keySet().removeAll(usedVariables);
    unused.forEach(
        (variable, by) ->
            findings.warning(
                Location.of(variable), VirtualPackageProblems.overrideUnused(variable, by)));
    return new VirtualPackageResult(platforms, findings.warnings());
  }

  private SortedMap<Platform, List<VirtualPackageFile.Entry>> file() {
    Path file = source.file();
    if (file == null) {
      return new TreeMap<>();
    }
    String shown = ShownPath.of(source.directory(), file);
    try {
      return new VirtualPackageFile(shown, findings).read(source.directory().resolve(file));
    } catch (HermeticException e) {
      findings.yaml(shown, e);
      return new TreeMap<>();
    }
  }

  /** One platform on its way from the defaults to the result. */
  private final class Assembly {
    private final Platform platform;
    private final SortedMap<String, VirtualPackage> packages = new TreeMap<>();
    private final SortedMap<String, String> origins = new TreeMap<>();
    private final List<VirtualPackage> hashed = new ArrayList<>();
    private final Set<String> fromFile = new LinkedHashSet<>();

    Assembly(Platform platform, @Nullable List<VirtualPackageFile.Entry> entries) {
      this.platform = platform;
      VirtualPackages defaults = VirtualPackages.forPlatform(platform);
      List<VirtualPackage> start =
          entries == null ? defaults.packages() : VirtualPackages.demanded(platform);
      start.forEach(one -> set(one, VirtualPackages.DEFAULT));
      if (source.file() == null) {
        hashed.addAll(defaults.hashed());
      }
      if (entries != null) {
        for (VirtualPackageFile.Entry entry : entries) {
          set(entry.value(), entry.location().toString());
          fromFile.add(entry.value().name());
          hashed.add(entry.value());
        }
      }
    }

    void override(String variable, String value, SortedMap<String, String> unused) {
      String name = CondaOverrides.packageOf(variable);
      if (name.equals(CUDA) && source.cuda() != null) {
        unused.put(variable, CUDA_SETTING);
      } else if (fromFile.contains(name)) {
        unused.put(variable, origins.get(name));
      } else {
        usedVariables.add(variable);
        replace(name, value.isEmpty() ? null : CondaOverrides.virtualPackage(variable, value));
        if (!value.isEmpty()) {
          origins.put(name, variable);
        }
      }
    }

    void cuda(@Nullable String version) {
      if (version != null && VirtualPackages.mayHaveCuda(platform)) {
        boolean none = version.equals(NO_CUDA);
        replace(CUDA, none ? null : new VirtualPackage(CUDA, version));
        if (!none) {
          origins.put(CUDA, CUDA_SETTING);
        }
      }
      if (!packages.containsKey(CUDA)) {
        // CEP-46: there is no compute capability where there is no driver
        replace(CUDA_ARCH, null);
      }
    }

    private void replace(String name, @Nullable VirtualPackage value) {
      packages.remove(name);
      origins.remove(name);
      hashed.removeIf(one -> one.name().equals(name));
      if (value != null) {
        packages.put(name, value);
        hashed.add(value);
      }
    }

    private void set(VirtualPackage value, String origin) {
      packages.put(value.name(), value);
      origins.put(value.name(), origin);
    }

    VirtualPackages result() {
      return new VirtualPackages(platform, List.copyOf(packages.values()), hashed, origins);
    }
  }
}
