package dev.hermetic.pypi.wheel;

import dev.hermetic.archive.EntryPoint;
import dev.hermetic.archive.Limits;
import dev.hermetic.archive.NoarchKind;
import dev.hermetic.archive.PackageArchive;
import dev.hermetic.archive.PackageEntry;
import dev.hermetic.archive.PackageInfo;
import dev.hermetic.archive.Placeholder;
import dev.hermetic.archive.ZipUnpacker;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks wheels, and checks that they are what their names say (PEP 427): hostile until verified.
 * Nothing of a wheel is run. Safe for use by several threads.
 */
public final class WheelArchive {
  /** What an installer writes into {@code .dist-info}: of a wheel itself it would be a lie. */
  private static final List<String> OF_INSTALLERS =
      List.of("INSTALLER", "REQUESTED", "direct_url.json");

  /** A first line that stands for the Python of the environment (PEP 427). */
  private static final String PYTHON = "#!python";

  private static final int MOST_OF_A_LINE = 4096;

  private final Limits limits;

  public WheelArchive(Limits limits) {
    this.limits = limits;
  }

  /**
   * Unpacks a wheel. Its entries have the paths that they have in the wheel; see {@link WheelLayout}.
   * Scripts are programs; the placeholder of one that begins with {@code #!python} is its first line.
   * RECORD is no entry, for it is written anew, nor are files that only installers write.
   *
   * @param archive its bytes have been verified by the caller
   * @param fileName the name of the wheel, which says what it is
   * @param folder empty; what is in it after a failure is of no use
   * @throws IOException when the disk fails, or is full
   * @throws HermeticException HERM-PKG-001, 002, 003, 006 or HERM-WHEEL-nnn
   */
  public PackageArchive.Content unpack(Path archive, String fileName, Path folder)
      throws IOException {
    List<PackageEntry> all =
        ZipUnpacker.unpack(archive, fileName, folder, limits, WheelArchive::isScript);
    List<Problem> problems = new ArrayList<>();
    String info = infoFolder(fileName, all);
    WheelIdentity identity =
        WheelIdentity.of(
            fileName,
            info,
            bytes(folder, info + "/WHEEL", fileName),
            bytes(folder, info + "/METADATA", fileName),
            problems);
    String record = info + "/RECORD";
    RecordCheck.check(folder, record, all, text(folder, record, fileName)).stream()
        .map(fact -> WheelProblems.record(fileName, fact))
        .forEach(problems::add);
    all.forEach(entry -> checkPlace(entry.path(), fileName, problems));
    String commands = info + "/entry_points.txt";
    List<EntryPoint> entryPoints =
        Files.exists(folder.resolve(commands))
            ? EntryPointsFile.commands(
                text(folder, commands, fileName),
                line -> problems.add(WheelProblems.entryPoint(fileName, line)))
            : List.of();
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
    long time =
        all.stream()
            .filter(entry -> entry.path().equals(info + "/METADATA"))
            .mapToLong(PackageEntry::mtime)
            .findFirst()
            .orElseThrow();
    return new PackageArchive.Content(
        new PackageInfo(
            identity.name(),
            identity.version(),
            identity.tags(),
            0,
            null,
            NoarchKind.PYTHON,
            entryPoints,
            null,
            null,
            -1,
            time),
        placed(folder, info, all));
  }

  private static boolean isScript(String path) {
    return WheelLayout.isSpread(path) && path.split("/", 3)[1].equals("scripts");
  }

  private static String infoFolder(String fileName, List<PackageEntry> all) {
    TreeSet<String> folders = new TreeSet<>();
    all.stream()
        .map(PackageEntry::path)
        .filter(WheelLayout::isInfo)
        .forEach(path -> folders.add(WheelLayout.top(path)));
    if (folders.size() != 1) {
      String fact = folders.isEmpty() ? "there is no .dist-info in it" : "it has several .dist-info";
      throw new HermeticException(WheelProblems.contradiction(fileName, fact));
    }
    return folders.first();
  }

  private static void checkPlace(String path, String fileName, List<Problem> problems) {
    if (!WheelLayout.isSpread(path)) {
      return;
    }
    try {
      WheelLayout.Spread spread = WheelLayout.spread(path);
      if (spread.scheme() == WheelLayout.Scheme.DATA
          && WheelLayout.top(spread.path()).equalsIgnoreCase("conda-meta")) {
        problems.add(
            WheelProblems.noPlace(fileName, path, "conda-meta is where conda keeps its records"));
      }
    } catch (IllegalArgumentException e) {
      problems.add(WheelProblems.noPlace(fileName, path, String.valueOf(e.getMessage())));
    }
  }

  private static List<PackageEntry> placed(Path folder, String info, List<PackageEntry> all)
      throws IOException {
    List<PackageEntry> placed = new ArrayList<>(all.size());
    for (PackageEntry entry : all) {
      boolean written =
          entry.path().equals(info + "/RECORD")
              || OF_INSTALLERS.stream().anyMatch(name -> entry.path().equals(info + "/" + name));
      if (!written) {
        String line = isScript(entry.path()) ? pythonLine(folder.resolve(entry.path())) : null;
        placed.add(line == null ? entry : withFirstLine(entry, line));
      }
    }
    return placed;
  }

  private static PackageEntry withFirstLine(PackageEntry entry, String line) {
    return new PackageEntry(
        entry.path(),
        entry.kind(),
        entry.mode(),
        entry.mtime(),
        entry.size(),
        entry.sha256(),
        null,
        true,
        new Placeholder(line, Placeholder.FileMode.TEXT));
  }

  /** The first line as Latin-1, without its end, when it stands for Python; null otherwise. */
  private static @Nullable String pythonLine(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int c = in.read(); c >= 0 && c != '\n' && line.size() < MOST_OF_A_LINE; c = in.read()) {
        line.write(c);
      }
      String text = line.toString(StandardCharsets.ISO_8859_1);
      return text.startsWith(PYTHON) && text.length() < MOST_OF_A_LINE ? text : null;
    }
  }

  private String text(Path folder, String path, String fileName) throws IOException {
    return new String(bytes(folder, path, fileName), StandardCharsets.UTF_8);
  }

  private byte[] bytes(Path folder, String path, String fileName) throws IOException {
    Path file = folder.resolve(path);
    if (!Files.isRegularFile(file) || Files.size(file) > limits.metadataBytes()) {
      String fact = Files.exists(file) ? path + " is too large" : "there is no " + path + " in it";
      throw new HermeticException(WheelProblems.contradiction(fileName, fact));
    }
    return Files.readAllBytes(file);
  }
}
