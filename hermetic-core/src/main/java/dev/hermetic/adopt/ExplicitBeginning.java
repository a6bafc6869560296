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
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Explicit files (CEP-23) as a beginning, one a platform. They name files and nothing else: neither who asked for
 * one nor who needs it. So each of them becomes an exact spec, which has one answer.
 */
final class ExplicitBeginning {
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> channels = new ArrayList<>();
  private final SortedMap<Platform, SortedMap<String, PackageAddress>> packages = new TreeMap<>();
  private final SortedMap<Platform, SortedMap<String, String>> pip = new TreeMap<>();

  private ExplicitBeginning() {}

  /**
   * Reads files, each of another platform.
   *
   * @throws HermeticException with a problem for each line that names no package file
   */
  static Beginning read(List<Source.Text> files) {
    ExplicitBeginning beginning = new ExplicitBeginning();
    for (Source.Text file : files) {
      beginning.add(file.shown(), ExplicitLockReader.read(file.shown(), file.text()));
    }
    return beginning.beginning();
  }

  private void add(String shown, ExplicitLockfile file) {
    SortedMap<String, PackageAddress> own = new TreeMap<>();
    SortedSet<String> subdirs = new TreeSet<>();
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
      own.put(distribution.get().name(), address);
      String channel = Addresses.channel(address.channel());
      if (!channels.contains(channel)) {
        channels.add(channel);
      }
    }
    if (file.platform().isEmpty() && subdirs.size() != 1) {
      problems.add(AdoptProblems.platform(shown, subdirs));
      return;
    }
    Platform platform = file.platform().orElseGet(() -> new Platform(subdirs.first()));
    if (packages.put(platform, own) != null) {
      problems.add(AdoptProblems.platformTwice(shown, platform));
    }
    SortedMap<String, String> lines = new TreeMap<>();
    file.pip().forEach(entry -> lines.put(entry.requirement(), Redaction.redact(entry.requirement())));
    pip.put(platform, lines);
  }

  private Beginning beginning() {
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
    SortedMap<Platform, SortedMap<String, String>> specs = new TreeMap<>();
    packages.forEach(
        (platform, own) -> {
          SortedMap<String, String> of = new TreeMap<>();
          own.forEach((name, address) -> of.put(name, spec(address)));
          specs.put(platform, of);
        });
    return new Beginning(
        Optional.empty(),
        channels,
        specs,
        pip,
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
