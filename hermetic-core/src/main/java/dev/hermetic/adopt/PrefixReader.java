package dev.hermetic.adopt;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.Lockfile.LockedChannel;
import dev.hermetic.lockfile.LockfileBuilder;
import dev.hermetic.lockfile.PackageAddress;
import dev.hermetic.platform.KnownPlatforms;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.record.PackageRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A conda prefix as a beginning: {@code conda-meta/*.json} says what is installed, {@code
 * conda-meta/history} what was asked for (CEP-32). Only those are read, nothing is run.
 */
final class PrefixReader {
  static final String FOLDER = "conda-meta";

  /** Who installs from PyPI; conda says so of what it brings itself. */
  private static final Set<String> INSTALLERS = Set.of("pip", "uv", "hermetic");

  private static final long LARGEST = 64L << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path prefix;
  private final String shown;
  private final List<Problem> problems = new ArrayList<>();
  private final List<PackageRecord> records = new ArrayList<>();
  private final SortedSet<String> subdirs = new TreeSet<>();
  private final List<String> channels = new ArrayList<>();

  private PrefixReader(Path prefix, String shown) {
    this.prefix = prefix;
    this.shown = shown;
  }

  /**
   * Reads a prefix.
   *
   * @param environmentFile what the new lock names as its source
   * @throws HermeticException with a problem for each package that cannot be locked
   */
  static Beginning read(Path prefix, String shown, String environmentFile) {
    return new PrefixReader(prefix, shown).beginning(environmentFile);
  }

  private Beginning beginning(String environmentFile) {
    for (Path file : list(prefix.resolve(FOLDER), ".json")) {
      record(file);
    }
    if (subdirs.size() != 1) {
      problems.add(AdoptProblems.platform(shown, subdirs));
    }
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
    Platform platform = new Platform(subdirs.first());
    Lockfile.Metadata metadata =
        new Lockfile.Metadata(
            new TreeMap<>(),
            channels.stream().map(name -> new LockedChannel(name, List.of())).toList(),
            List.of(platform),
            List.of(environmentFile),
            new TreeMap<>(),
            new TreeMap<>());
    Lockfile lock =
        LockfileBuilder.build(
            metadata,
            new TreeMap<>(Map.of(platform, records)),
            List.of());
    SortedMap<String, String> pip = pip();
    SortedMap<String, String> asked = asked(lock);
    boolean known = !asked.isEmpty();
    Path name = prefix.toAbsolutePath().normalize().getFileName();
    return new Beginning(
        Optional.ofNullable(name).map(Path::toString),
        channels,
        new TreeMap<>(
            Map.of(platform, known ? asked : LockRoots.of(lock, platform, Manager.CONDA))),
        new TreeMap<>(Map.of(platform, pip)),
        Optional.of(lock),
        new TreeMap<>(),
        known ? "what its history says was asked for" : LockRoots.REMARK,
        notes(!pip.isEmpty()));
  }

  private List<String> notes(boolean hasPip) {
    List<String> notes = new ArrayList<>();
    if (hasPip) {
      notes.add(
          "packages from PyPI are in environment.yml, but no prefix says where their files came"
              + " from: `mvn hermetic:lock` adds them to the lock");
    }
    if (channels.size() > 1) {
      notes.add(
          "a prefix does not say which channel came first, so put them into order yourself: "
              + String.join(", ", channels));
    }
    return notes;
  }

  private void record(Path file) {
    String place = shown + "/" + FOLDER + "/" + file.getFileName();
    try {
      if (Files.size(file) > LARGEST) {
        problems.add(AdoptProblems.badRecord(place, "is far too large for the record of a package"));
        return;
      }
      JsonNode json = JSON.readTree(file.toFile());
      String url = Addresses.bare(json.path("url").asText(""));
      PackageAddress address = PackageAddress.of(url);
      if (address.distribution().isEmpty() || address.channel().isEmpty()) {
        problems.add(AdoptProblems.badRecord(place, "does not say where the package came from"));
        return;
      }
      String subdir = address.subdir();
      if (KnownPlatforms.contains(subdir) && !subdir.equals(Platform.NOARCH)) {
        subdirs.add(subdir);
      }
      String channel = Addresses.channel(address.channel());
      if (!channels.contains(channel)) {
        channels.add(channel);
      }
      records.add(record(json, address));
    } catch (JacksonException e) {
      problems.add(AdoptProblems.badRecord(place, "is no JSON"));
    } catch (IOException e) {
      throw new HermeticException(AdoptProblems.unreadable(place), e);
    }
  }

  private static PackageRecord record(JsonNode json, PackageAddress address) {
    PackageAddress.Distribution file = address.distribution().orElseThrow();
    return new PackageRecord(
        file.name(),
        file.version(),
        file.build(),
        json.path("build_number").asLong(0),
        texts(json.path("depends")),
        texts(json.path("constrains")),
        address.subdir(),
        text(json.path("noarch")),
        json.path("timestamp").asLong(-1),
        List.of(),
        text(json.path("license")),
        text(json.path("license_family")),
        text(json.path("md5")),
        text(json.path("sha256")),
        json.path("size").asLong(-1),
        address.fileName(),
        address.channel(),
        address.url(),
        text(json.path("python_site_packages_path")));
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() && !node.asText().isBlank() ? node.asText() : null;
  }

  private static List<String> texts(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false)
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .toList();
  }

  /** What was asked for and is there; a spec that what is there does not meet is made anew. */
  private SortedMap<String, String> asked(Lockfile lock) {
    SortedMap<String, String> asked = new TreeMap<>();
    SortedMap<String, String> history = PrefixHistory.specs(lines(prefix.resolve(FOLDER + "/history")));
    for (LockedPackage locked : lock.packages()) {
      String spec = history.get(locked.name());
      if (spec != null) {
        asked.put(
            locked.name(), LockRoots.meets(locked, spec) ? spec : LockRoots.spec(locked));
      }
    }
    return asked;
  }

  /** What came from PyPI, in the very versions. */
  private SortedMap<String, String> pip() {
    SortedMap<String, String> pip = new TreeMap<>();
    List<Path> folders = new ArrayList<>(list(prefix.resolve("lib"), ""));
    folders.replaceAll(folder -> folder.resolve("site-packages"));
    folders.add(prefix.resolve("Lib/site-packages"));
    for (Path folder : folders) {
      for (Path info : list(folder, ".dist-info")) {
        String name = info.getFileName().toString().replace(".dist-info", "");
        int dash = name.indexOf('-');
        if (dash > 0 && lines(info.resolve("INSTALLER")).stream().anyMatch(INSTALLERS::contains)) {
          pip.put(name.substring(0, dash), name.substring(0, dash) + "==" + name.substring(dash + 1));
        }
      }
    }
    return pip;
  }

  private List<String> lines(Path file) {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new HermeticException(AdoptProblems.unreadable(file.toString()), e);
    }
  }

  private static List<Path> list(Path folder, String ending) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().endsWith(ending)).sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new HermeticException(AdoptProblems.unreadable(folder.toString()), e);
    }
  }
}
