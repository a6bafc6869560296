package dev.hermetic.lock;

import dev.hermetic.check.CheckResult;
import dev.hermetic.digest.Sha256;
import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.lockfile.LockFileNames;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Remembers in the work directory that a check found nothing, under a digest of everything that the
 * check reads: the parameters, the environment variables that count, the bytes of all files, and the
 * very library that checked. A check that found something is never remembered. Nothing is remembered
 * where channels have variables or credentials in them, since those decide too.
 */
final class CheckMemory {
  static final String FILE = "check.txt";

  /** Counts up when the form of the file changes. */
  private static final String FORMAT = "hermetic-check 1";

  private static final String OVERRIDES = "CONDA_OVERRIDE_";

  private final LockRequest request;
  private final Map<String, String> environment;

  /** @param environment environment variables */
  CheckMemory(LockRequest request, Map<String, String> environment) {
    this.request = request;
    this.environment = environment;
  }

  /** The result of the last check when it found nothing and nothing has changed since. */
  Optional<CheckResult> recall() {
    Path file = file();
    if (file == null || !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
      if (lines.size() < 4 || !lines.get(0).equals(FORMAT)) {
        return Optional.empty();
      }
      List<Platform> platforms = new ArrayList<>();
      for (String subdir : lines.get(3).split(" ")) {
        platforms.add(new Platform(subdir));
      }
      if (!lines.get(1).equals(digest(platforms))) {
        return Optional.empty();
      }
      return Optional.of(
          new CheckResult(
              List.of(),
              lines.subList(4, lines.size()),
              Integer.parseInt(lines.get(2)),
              platforms.size(),
              true));
    } catch (IOException | IllegalArgumentException e) {
      // What cannot be read is checked again.
      return Optional.empty();
    }
  }

  /** Remembers a result that has no problems; forgets where it has some. */
  void keep(CheckResult result, List<Platform> platforms) {
    Path file = file();
    if (file == null) {
      return;
    }
    try {
      @Nullable String digest = result.passed() ? digest(platforms) : null;
      if (digest == null) {
        Files.deleteIfExists(file);
        return;
      }
      List<String> lines = new ArrayList<>(List.of(FORMAT, digest));
      lines.add(Integer.toString(result.packages()));
      lines.add(String.join(" ", platforms.stream().map(Platform::subdir).toList()));
      lines.addAll(result.notes());
      byte[] bytes = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
      AtomicFiles.write(Map.of(file, bytes));
    } catch (IOException | HermeticException e) {
      // Only the next check would have gained from it; this one is done, in a checkout that nobody may write to too.
    }
  }

  private @Nullable Path file() {
    return request.workDirectory() == null ? null : request.workDirectory().resolve(FILE);
  }

  /** 64 hex digits; null when something decides that must not be remembered. */
  private @Nullable String digest(List<Platform> platforms) throws IOException {
    MessageDigest digest = Sha256.create();
    boolean secretive =
        Stream.of(
                request.channels(),
                request.mirrors().keySet(),
                request.mirrors().values(),
                List.of(request.multichannels().toString(), request.channelAlias()))
            .flatMap(Collection::stream)
            .anyMatch(CheckMemory::isSecretive);
    if (secretive) {
      return null;
    }
    for (String text : parameters()) {
      field(digest, text.getBytes(StandardCharsets.UTF_8));
    }
    for (Path one : request.environmentFiles()) {
      byte[] bytes = Files.readAllBytes(request.directory().resolve(one));
      if (isSecretive(new String(bytes, StandardCharsets.UTF_8))) {
        return null;
      }
      field(digest, bytes);
    }
    if (request.virtualPackages() != null) {
      field(digest, Files.readAllBytes(request.directory().resolve(request.virtualPackages())));
    }
    field(digest, Files.readAllBytes(request.lockfile()));
    if (request.explicitLockfiles()) {
      for (Platform platform : platforms) {
        Path file = LockFileNames.explicitFile(request.lockfile(), platform);
        field(digest, Files.exists(file) ? Files.readAllBytes(file) : new byte[0]);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static boolean isSecretive(String text) {
    return text.indexOf('$') >= 0 || text.contains("/t/") || text.indexOf('@') >= 0;
  }

  private List<String> parameters() throws IOException {
    List<String> texts = new ArrayList<>();
    texts.add(library());
    texts.add(request.directory().toString());
    texts.add(request.environmentFiles().toString());
    texts.add(request.lockfile().toString());
    texts.add(request.platforms().toString());
    texts.add(request.channels().toString());
    texts.add(request.channelAlias());
    texts.add(Boolean.toString(request.allowDefaults()));
    texts.add(request.mirrors().toString());
    texts.add(request.multichannels().toString());
    texts.add(String.valueOf(request.virtualPackages()));
    texts.add(String.valueOf(request.cuda()));
    texts.add(request.priority().name());
    texts.add(String.valueOf(request.excludeNewer()));
    texts.add(Boolean.toString(request.explicitLockfiles()));
    texts.add(request.pip().name());
    new TreeMap<>(environment)
        .forEach(
            (name, value) -> {
              if (name.startsWith(OVERRIDES)) {
                texts.add(name + "=" + value);
              }
            });
    return texts;
  }

  /** Which build of the library this is; a snapshot keeps its version while it changes. */
  private static String library() throws IOException {
    @Nullable CodeSource source = CheckMemory.class.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return "";
    }
    try {
      Path place = Path.of(source.getLocation().toURI());
      return place + " " + Files.size(place) + " " + Files.getLastModifiedTime(place);
    } catch (URISyntaxException | IllegalArgumentException e) {
      return source.getLocation().toString();
    }
  }

  /** The length in front keeps two fields apart whatever they hold. */
  private static void field(MessageDigest digest, byte[] bytes) {
    digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(bytes);
  }
}
