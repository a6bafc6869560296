package dev.hermetic.lockfile;

import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.problem.Problem.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads explicit files (CEP-23): those of conda-lock, {@code conda list --explicit}, mamba, and our
 * own. Reports every line that is wrong, with its number and without its credentials.
 *
 * <p>Two things are read with a warning, since conda-lock has written such files: a list of URLs
 * without {@code @EXPLICIT}, and a URL that ends in neither {@code .conda} nor {@code .tar.bz2}.
 */
public final class ExplicitLockReader {
  static final String BAD_LINE = "HERM-LOCK-021";
  static final String BAD_CHECKSUM = "HERM-LOCK-022";
  static final String NOT_EXPLICIT = "HERM-LOCK-023";
  static final String BAD_PLATFORM = "HERM-LOCK-024";
  static final String NO_MARKER = "HERM-LOCK-025";
  static final String NO_ARCHIVE = "HERM-LOCK-026";

  private static final String MARKER = "@EXPLICIT";
  private static final Pattern COMMENT =
      Pattern.compile("#\\s*(platform|input_hash|env_hash):(.*)");
  private static final Pattern PIP = Pattern.compile("#\\s*pip\\s+(.+)");
  private static final Pattern URL = Pattern.compile("(?i)[a-z][a-z0-9+.-]*://\\S+");
  private static final Pattern CHECKSUM =
      Pattern.compile("([0-9a-f]{32})|(?:sha256:)?([0-9a-f]{64})");

  private final String file;
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> warnings = new ArrayList<>();
  private final List<ExplicitLockfile.Entry> packages = new ArrayList<>();
  private final List<ExplicitLockfile.PipEntry> pip = new ArrayList<>();
  private Optional<Platform> platform = Optional.empty();
  private Optional<String> inputHash = Optional.empty();

  private ExplicitLockReader(String file) {
    this.file = file;
  }

  /**
   * Reads the text of an explicit file.
   *
   * @param file its name in problems
   * @throws HermeticException with one problem a wrong line
   */
  public static ExplicitLockfile read(String file, String text) {
    Optional<Problem> conflict = ConflictMarkers.find(file, text);
    if (conflict.isPresent()) {
      throw new HermeticException(conflict.get());
    }
    String unmarked = text.startsWith("\ufeff") ? text.substring(1) : text;
    return new ExplicitLockReader(file).read(unmarked.lines().map(String::strip).toList());
  }

  private ExplicitLockfile read(List<String> lines) {
    boolean marked = lines.contains(MARKER);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Location location = new Location(file, i + 1, 0);
      if (line.startsWith("#")) {
        comment(line, location);
      } else if (!line.isEmpty() && !line.equals(MARKER)) {
        entry(line, location, marked);
      }
    }
    if (problems.isEmpty() && !marked) {
      if (packages.isEmpty()) {
        problems.add(notExplicit(Location.of(file)));
      } else {
        warnings.add(
            0,
            new Problem(
                NO_MARKER,
                Kind.INPUT,
                file,
                "lists only URLs but has no line @EXPLICIT, so conda would solve it",
                "add the line @EXPLICIT before the first URL"));
      }
    }
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
    return new ExplicitLockfile(platform, inputHash, packages, pip, warnings);
  }

  private void comment(String line, Location location) {
    Matcher field = COMMENT.matcher(line);
    Matcher requirement = PIP.matcher(line);
    if (field.matches()) {
      String value = field.group(2).strip();
      if (!field.group(1).equals("platform")) {
        inputHash = Optional.of(value);
      } else if (Platform.isPlatform(value)) {
        platform = Optional.of(new Platform(value));
      } else {
        problem(
            BAD_PLATFORM,
            location,
            "'" + value + "' is no platform",
            "name the platform as conda does, for example linux-64");
      }
    } else if (requirement.matches() && requirement.group(1).matches("\\S+\\s*(@|==)\\s*\\S.*")) {
      pip.add(new ExplicitLockfile.PipEntry(requirement.group(1), location));
    }
  }

  private void entry(String line, Location location, boolean marked) {
    int hash = line.indexOf('#');
    String url = hash < 0 ? line : line.substring(0, hash);
    boolean archive = url.endsWith(".conda") || url.endsWith(".tar.bz2");
    boolean isUrl = URL.matcher(url).matches();
    if (!marked && !isUrl) {
      // One such line says it all: this is a list of match specs.
      if (problems.stream().noneMatch(p -> p.code().equals(NOT_EXPLICIT))) {
        problems.add(notExplicit(location));
      }
    } else if (!archive && !isUrl) {
      problem(
          BAD_LINE,
          location,
          "'" + line + "' is no address of a .conda or .tar.bz2 file",
          "write the URL of the package file, or remove the line");
    } else {
      checksum(hash < 0 ? null : line.substring(hash + 1), url, location);
      if (!archive) {
        warnings.add(
            new Problem(
                NO_ARCHIVE,
                Kind.INPUT,
                location.toString(),
                "'" + url + "' names no .conda or .tar.bz2 file",
                "write the URL of the package file; this one cannot be installed"));
      }
    }
  }

  private void checksum(@Nullable String text, String url, Location location) {
    if (text == null) {
      packages.add(new ExplicitLockfile.Entry(url, null, null, location));
      return;
    }
    Matcher matcher = CHECKSUM.matcher(text);
    if (matcher.matches()) {
      packages.add(
          new ExplicitLockfile.Entry(url, matcher.group(1), matcher.group(2), location));
    } else {
      problem(
          BAD_CHECKSUM,
          location,
          "'#" + text + "' is neither an MD5 nor a SHA-256 checksum",
          "write 32 (MD5) or 64 (SHA-256) lower-case hexadecimal digits after the #");
    }
  }

  private static Problem notExplicit(Location location) {
    return new Problem(
        NOT_EXPLICIT,
        Kind.INPUT,
        location.toString(),
        "the file is no explicit lock file: it has no line @EXPLICIT and lists no URLs",
        "give a file that conda-lock, `conda list --explicit` or hermetic:lock wrote");
  }

  private void problem(String code, Location location, String fact, String fix) {
    problems.add(new Problem(code, Kind.INPUT, location.toString(), fact, fix));
  }
}
