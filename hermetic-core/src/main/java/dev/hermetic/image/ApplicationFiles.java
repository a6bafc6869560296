package dev.hermetic.image;

import dev.hermetic.archive.PackageEntry;
import dev.hermetic.digest.Sha256;
import dev.hermetic.oci.Digest;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.text.PathPattern;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds the files of the project that go into the image. */
final class ApplicationFiles {
  /** What is in no source tree on purpose. */
  private static final List<PathPattern> NEVER =
      List.of(
          PathPattern.of("**/.git/**"),
          PathPattern.of("**/__pycache__/**"),
          PathPattern.of("**/.DS_Store"));

  private final Path project;
  private final List<FileRule> rules;
  private final String workdir;
  private final SortedMap<String, ApplicationFile> found =
      new TreeMap<>(PackageEntry::compareCodePoints);
  private final Map<String, String> rulesByPath = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private ApplicationFiles(Path project, List<FileRule> rules, String workdir) {
    this.project = project;
    this.rules = rules;
    this.workdir = workdir;
  }

  /**
   * The files that the rules name, sorted by path.
   *
   * @param project the folder that sources start at
   * @param workdir absolute, where files without a target go
   * @throws HermeticException HERM-IMAGE-002 to 005 with all that is wrong
   */
  static List<ApplicationFile> find(Path project, List<FileRule> rules, String workdir) {
    ApplicationFiles files = new ApplicationFiles(project, rules, workdir);
    rules.stream().filter(rule -> !rule.excludes()).forEach(files::add);
    if (!files.problems.isEmpty()) {
      throw new HermeticException(files.problems);
    }
    return List.copyOf(files.found.values());
  }

  private void add(FileRule rule) {
    int before = found.size() + problems.size();
    boolean any = false;
    try {
      if (rule.source().isPlain()) {
        Path source = project.resolve(rule.source().toString());
        if (Files.isDirectory(source, LinkOption.NOFOLLOW_LINKS)) {
          any = walk(rule, source, rule.source() + "/", PathPattern.of("**"));
        } else if (Files.exists(source, LinkOption.NOFOLLOW_LINKS)) {
          String target = rule.target();
          String name = source.getFileName().toString();
          String path =
              target == null
                  ? below(workdir, name)
                  : target.endsWith("/") ? below(target, name) : target.substring(1);
          add(rule, source, path);
          any = true;
        }
      } else {
        String fixed = rule.source().fixedFolder();
        Path root = fixed.isEmpty() ? project : project.resolve(fixed);
        any = Files.isDirectory(root) && walk(rule, root, fixed, rule.source());
      }
    } catch (IOException e) {
      problems.add(ImageProblems.cannotRead(rule.text(), e));
      return;
    }
    if (!any && before == found.size() + problems.size()) {
      problems.add(ImageProblems.nothingFits(rule.text()));
    }
  }

  /** Whether anything fits; what is excluded fits too. */
  private boolean walk(FileRule rule, Path root, String fixed, PathPattern pattern)
      throws IOException {
    boolean[] any = {false};
    String folder = rule.target() == null ? workdir : rule.target();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String inside = root.relativize(file).toString().replace('\\', '/');
            String whole = fixed + inside;
            boolean fits =
                rule.source().isPlain() ? pattern.matches(inside) : pattern.matches(whole);
            if (fits) {
              any[0] = true;
              if (!isLeftOut(whole)) {
                add(rule, file, below(folder, inside));
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            problems.add(ImageProblems.cannotRead(shown(file), e));
            return FileVisitResult.CONTINUE;
          }
        });
    return any[0];
  }

  private boolean isLeftOut(String path) {
    return NEVER.stream().anyMatch(pattern -> pattern.matches(path))
        || rules.stream().anyMatch(rule -> rule.excludes() && excludes(rule.source(), path));
  }

  /** A pattern without a slash is about names in any folder, as in .gitignore. */
  private static boolean excludes(PathPattern pattern, String path) {
    boolean isName = pattern.toString().indexOf('/') < 0;
    return pattern.matches(path)
        || pattern.isPlain() && path.startsWith(pattern + "/")
        || isName && pattern.matches(path.substring(path.lastIndexOf('/') + 1));
  }

  private void add(FileRule rule, Path source, String path) {
    String other = rulesByPath.putIfAbsent(path, rule.text());
    if (other != null) {
      if (!source.equals(found.get(path).source())) {
        problems.add(
            ImageProblems.sameTarget("/" + path, shown(found.get(path).source()), shown(source)));
      }
      return;
    }
    try {
      found.put(path, file(source, path));
    } catch (IOException e) {
      problems.add(ImageProblems.cannotRead(shown(source), e));
      found.put(path, nothing(path, source));
    }
  }

  private ApplicationFile file(Path source, String path) throws IOException {
    if (Files.isSymbolicLink(source)) {
      String target = Files.readSymbolicLink(source).toString().replace('\\', '/');
      Path leads = source.resolveSibling(target).normalize();
      if (target.startsWith("/") || !leads.startsWith(project) || !Files.exists(leads)) {
        problems.add(ImageProblems.linkLeadsOut(shown(source), target));
      }
      return new ApplicationFile(path, source, target, 0777, 0, ApplicationFile.OF_NOTHING);
    }
    if (!Files.isRegularFile(source)) {
      problems.add(ImageProblems.noRegularFile(shown(source)));
      return nothing(path, source);
    }
    MessageDigest sha256 = Sha256.create(Files.size(source));
    long size = 0;
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(source)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        sha256.update(buffer, 0, count);
        size += count;
      }
    }
    return new ApplicationFile(path, source, null, mode(source), size, Digest.of(sha256));
  }

  /** In the place of a file that has a problem, so that all problems are found. */
  private static ApplicationFile nothing(String path, Path source) {
    return new ApplicationFile(path, source, null, 0644, 0, ApplicationFile.OF_NOTHING);
  }

  private static int mode(Path source) throws IOException {
    // Windows knows no such bit: there every file is one that is read.
    boolean runs =
        source.getFileSystem().supportedFileAttributeViews().contains("posix")
            && Files.getPosixFilePermissions(source).contains(PosixFilePermission.OWNER_EXECUTE);
    return runs ? 0755 : 0644;
  }

  private static String below(String folder, String inside) {
    String trimmed = folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
    return (trimmed + "/" + inside).substring(1);
  }

  private String shown(Path file) {
    Path shown = file.startsWith(project) ? project.relativize(file) : file;
    return shown.toString().replace('\\', '/');
  }
}
