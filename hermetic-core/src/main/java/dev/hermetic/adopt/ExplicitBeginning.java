package dev.hermetic.adopt;

import dev.hermetic.lockfile.ExplicitLockReader;
import dev.hermetic.lockfile.ExplicitLockfile;
import dev.hermetic.lockfile.PackageAddress;
import dev.hermetic.lockfile.PackageAddress.Distribution;
import dev.hermetic.match.InvalidMatchSpecException;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.KnownPlatforms;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An explicit file (CEP-23) as a beginning. It names files and nothing else: neither who asked for
 * one nor who needs it. So each of them becomes an exact spec, which has one answer.
 */
final class ExplicitBeginning {
  private final String shown;
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> channels = new ArrayList<>();
  private final SortedSet<String> subdirs = new TreeSet<>();

  private ExplicitBeginning(String shown) {
    this.shown = shown;
  }

  /**
   * Reads a file.
   *
   * @throws HermeticException with a problem for each line that names no package file
   */
  static Beginning read(String text, String shown) {
    return new ExplicitBeginning(shown).beginning(ExplicitLockReader.read(shown, text));
  }

  private Beginning beginning(ExplicitLockfile file) {
    SortedMap<String, PackageAddress> packages = new TreeMap<>();
    for (ExplicitLockfile.Entry entry : file.packages()) {
      PackageAddress address = PackageAddress.of(Addresses.bare(entry.url()));
      if (!address.subdir().equals(Platform.NOARCH) && KnownPlatforms.contains(address.subdir())) {
        subdirs.add(address.subdir());
      }
      Optional<Distribution> distribution = address.distribution();
      if (distribution.isEmpty() || address.channel().isEmpty()) {
        String url = Redaction.redact(entry.url());
        problems.add(AdoptProblems.noPackageFile(entry.location().toString(), url));
        continue;
      }
      packages.put(distribution.get().name(), address);
      String channel = Addresses.channel(address.channel());
      if (!channels.contains(channel)) {
        channels.add(channel);
      }
    }
    if (file.platform().isEmpty() && subdirs.size() != 1) {
      problems.add(AdoptProblems.platform(shown, subdirs));
    }
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
    Platform platform = file.platform().orElseGet(() -> new Platform(subdirs.first()));
    SortedMap<String, String> specs = new TreeMap<>();
    packages.forEach((name, address) -> specs.put(name, spec(address)));
    SortedMap<String, String> pip = new TreeMap<>();
    file.pip().forEach(entry -> pip.put(entry.requirement(), Redaction.redact(entry.requirement())));
    return new Beginning(
        Optional.empty(),
        channels,
        new TreeMap<>(Map.of(platform, specs)),
        new TreeMap<>(Map.of(platform, pip)),
        Optional.empty(),
        new TreeMap<>(),
        "every package, exactly. Keep what you asked for, and remove what only they need",
        List.of("an explicit file does not say who needs whom, so each package is pinned: the first"
            + " `mvn hermetic:lock` takes these very files"));
  }

  /** Exact; with its channel where there are several, because the first one would hide it. */
  private String spec(PackageAddress address) {
    Distribution of = address.distribution().orElseThrow();
    String plain = of.name() + "=" + of.version() + "=" + of.build();
    String full = Addresses.channel(address.channel()) + "::" + plain;
    return channels.size() > 1 && isSpec(full) ? full : plain;
  }

  private static boolean isSpec(String text) {
    try {
      return MatchSpec.parse(text).channel().isPresent();
    } catch (InvalidMatchSpecException e) {
      return false;
    }
  }
}
