package dev.hermetic.image;

import dev.hermetic.base.BaseSource;
import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.oci.ImagePlatform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a Dockerfile for those who must build with Docker. */
public final class DockerfileService {
  private static final Pattern LINE_BREAK = Pattern.compile("[\r\n]");

  private DockerfileService() {}

  /**
   * Writes the Dockerfile, beside it a {@code .dockerignore} of its own, and, where pip packages are
   * locked, their requirements with digests.
   *
   * @param references gives the images' digests
   * @return the files that were written or are there with the same text
   * @throws HermeticException HERM-IMAGE-001, 008, 011 to 015, 018, 025, 029, 030, and what is wrong
   *     with the lock
   */
  public static List<Path> write(DockerfileRequest request, BaseReferences references) {
    ImagePlatform platform =
        ImagePlatform.of(request.platform())
            .orElseThrow(() -> ImageProblems.noContainers(request.platform().toString()));
    if (!request.explicit().startsWith(request.directory())
        || !Files.isRegularFile(request.explicit())) {
      throw ImageProblems.noExplicitFile(request.explicit());
    }
    checkOurs(request.target());
    checkLines(request);
    String builder = inRegistry(request.builder(), "hermetic.dockerfile.builder");
    String base = inRegistry(request.base(), "hermetic.image.from");
    String name = request.target().getFileName().toString();
    Lockfile lock =
        CondaLockReader.read(request.lockfile(), request.inContext(request.lockfile()));
    String pip = requirements(request, lock);
    Path pipFile = request.target().resolveSibling(name + ".pip.lock");
    Map<Path, byte[]> files = new LinkedHashMap<>();
    if (!pip.isEmpty()) {
      files.put(pipFile, bytes(pip));
    }
    files.put(request.target().resolveSibling(name + ".dockerignore"), bytes(ignored(request)));
    DockerfileRequest pinned =
        request.pinned(
            references.pinned(builder).toString(), references.pinned(base).toString());
    String text =
        DockerfileText.of(
            pinned,
            platform,
            pip.isEmpty() ? "" : request.inContext(pipFile),
            Runtime.cuda(one -> version(lock, request, one)));
    files.put(request.target(), bytes(text));
    AtomicFiles.write(files);
    return List.copyOf(files.keySet());
  }

  private static String inRegistry(String image, String parameter) {
    if (BaseSource.parse(image, Path.of("")) instanceof BaseSource.InRegistry there) {
      return there.reference().toString();
    }
    throw ImageProblems.notInRegistry(parameter, image);
  }

  private static void checkLines(DockerfileRequest request) {
    RuntimeRequest runtime = request.runtime();
    List<Problem> problems = new ArrayList<>();
    SortedMap<String, String> env = new TreeMap<>(runtime.env());
    env.putAll(request.variables());
    env.forEach((name, value) -> checkLine("variable", name, value, problems));
    runtime.labels().forEach((name, value) -> checkLine("label", name, name + value, problems));
    checkLine("parameter", "hermetic.image.workdir", runtime.workdir(), problems);
    checkLine("parameter", "hermetic.image.user", runtime.user(), problems);
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
  }

  private static void checkLine(String what, String name, String value, List<Problem> problems) {
    if (LINE_BREAK.matcher(value).find()) {
      problems.add(ImageProblems.lineBreak(what, name));
    }
  }

  private static void checkOurs(Path target) {
    try {
      if (Files.exists(target)
          && Files.readString(target).lines().noneMatch(
              line -> line.startsWith(DockerfileText.MARK))) {
        throw ImageProblems.foreignDockerfile(target);
      }
    } catch (IOException e) {
      throw ImageProblems.foreignDockerfile(target);
    }
  }

  private static String requirements(DockerfileRequest request, Lockfile lock) {
    List<LockedPackage> all =
        lock.packages().stream()
            .filter(one -> one.platform().equals(request.platform()))
            .toList();
    List<LockedPackage> pip =
        all.stream().filter(one -> one.manager() == LockedPackage.Manager.PIP).toList();
    if (!pip.isEmpty() && all.stream().noneMatch(one -> one.name().equals("pip"))) {
      throw ImageProblems.noPip(request.inContext(request.lockfile()));
    }
    return pip.stream()
        .map(DockerfileService::requirement)
        .collect(Collectors.joining());
  }

  private static Optional<String> version(Lockfile lock, DockerfileRequest request, String name) {
    return lock.packages().stream()
        .filter(one -> one.platform().equals(request.platform()))
        .filter(one -> one.manager() == LockedPackage.Manager.CONDA && one.name().equals(name))
        .map(one -> one.version().toString())
        .findFirst();
  }

  private static String requirement(LockedPackage one) {
    String source = Objects.requireNonNullElse(one.sourceUrl(), one.url());
    if (source.startsWith("git+")) {
      throw ImageProblems.repositoryForDocker(one.name());
    }
    String url = source.contains("#") ? source.substring(0, source.indexOf('#')) : source;
    return one.name() + " @ " + url + " --hash=sha256:" + one.sha256() + "\n";
  }

  private static String ignored(DockerfileRequest request) {
    StringBuilder text = new StringBuilder("# Written by hermetic:dockerfile\n");
    text.append("**/.git\n**/__pycache__\n**/.DS_Store\n");
    for (String rule : request.files()) {
      FileRule read = FileRule.parse(rule);
      if (read.excludes()) {
        // A class of characters is none of ours (Go's filepath.Match).
        String pattern = read.source().toString().replace("[", "\\[");
        text.append(pattern.indexOf('/') < 0 ? "**/" + pattern : pattern).append('\n');
      }
    }
    return text.toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
