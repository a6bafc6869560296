package dev.hermetic.image;

import dev.hermetic.oci.ImagePlatform;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The text of a Dockerfile in two stages: one in which micromamba installs what is locked, and one
 * that has only the result. The same text for the same request.
 */
final class DockerfileText {
  /** By which a file is known as one that may be written anew. */
  static final String MARK = "# Written by hermetic:dockerfile from ";

  private final DockerfileRequest request;
  private final StringBuilder text = new StringBuilder();

  private DockerfileText(DockerfileRequest request) {
    this.request = request;
  }

  /**
   * @param pip name in the build context of the requirements of pip packages; empty for none
   * @param cuda version of CUDA that is locked, for example {@code 12.4}; empty for none
   */
  static String of(
      DockerfileRequest request, ImagePlatform platform, String pip, Optional<String> cuda) {
    DockerfileText file = new DockerfileText(request);
    file.head();
    file.builder(platform, pip);
    file.runtime(platform, cuda);
    return file.text.toString();
  }

  private void head() {
    String explicit = request.inContext(request.explicit());
    // BuildKit reads its directives in the first lines alone (Dockerfile reference, "check").
    line("# check=skip=FromPlatformFlagConstDisallowed");
    line(MARK + explicit + "; changes here are lost.");
    line("# Build it in the project's folder: docker build -f "
        + request.inContext(request.target()) + " .");
    line("# Unlike hermetic:image, the result differs from build to build (times, conda-meta), and");
    line("# variables that packages set in etc/conda/env_vars.d are not set.");
    line("");
  }

  private void builder(ImagePlatform platform, String pip) {
    from(platform, request.builder() + " AS environment");
    line("USER root");
    line("SHELL [\"/bin/bash\", \"-o\", \"pipefail\", \"-c\"]");
    copyFile(request.inContext(request.explicit()), "/tmp/environment.lock");
    String prefix = DockerWords.shell(request.prefix());
    String create =
        "RUN micromamba create --yes --no-rc --prefix " + prefix + " --file /tmp/environment.lock";
    if (pip.isEmpty()) {
      line(create);
    } else {
      copyFile(pip, "/tmp/pip.lock");
      line(create + " \\");
      line(
          "    && "
              + prefix
              + "/bin/python -m pip install --no-cache-dir --no-deps --require-hashes"
              + " --only-binary :all: --requirement /tmp/pip.lock");
    }
    line("");
  }

  private void runtime(ImagePlatform platform, Optional<String> cuda) {
    String prefix = request.prefix();
    from(platform, request.base());
    line("COPY --from=environment " + DockerWords.paths(DockerWords.file(prefix), prefix));
    SortedMap<String, String> env = new TreeMap<>();
    cuda.ifPresent(version -> env.putAll(Runtime.nvidia(version)));
    env.putAll(request.runtime().env());
    env.put("CONDA_PREFIX", prefix);
    env.put("CONDA_DEFAULT_ENV", prefix.substring(prefix.lastIndexOf('/') + 1));
    env.put("CONDA_SHLVL", "1");
    env.putAll(request.variables());
    String path = env.remove("PATH");
    List<String> pairs = new ArrayList<>();
    String bin = DockerWords.quoted(prefix + "/bin:" + (path == null ? "" : path));
    // Without a PATH of the user's own, that of the base, which only Docker knows.
    pairs.add(
        "PATH=" + (path == null ? bin.substring(0, bin.length() - 1) + "${PATH}\"" : bin));
    env.forEach((name, value) -> pairs.add(name + "=" + DockerWords.quoted(value)));
    line("ENV " + String.join(" \\\n    ", pairs));
    for (Map.Entry<String, String> label : request.runtime().labels().entrySet()) {
      line(
          "LABEL "
              + DockerWords.quoted(label.getKey())
              + "="
              + DockerWords.quoted(label.getValue()));
    }
    line("WORKDIR " + DockerWords.word(request.runtime().workdir()));
    request.files().stream().map(FileRule::parse).forEach(this::copy);
    request.runtime().ports().forEach(port -> line("EXPOSE " + port));
    if (!request.runtime().volumes().isEmpty()) {
      line("VOLUME " + DockerWords.paths(request.runtime().volumes().toArray(String[]::new)));
    }
    if (!request.runtime().user().isEmpty()) {
      line("USER " + DockerWords.word(request.runtime().user()));
    }
    List<String> entrypoint = new ArrayList<>(List.of("/bin/sh", "-c", sources(prefix), "--"));
    entrypoint.addAll(request.runtime().entrypoint());
    line("ENTRYPOINT " + DockerWords.array(entrypoint));
    List<String> cmd = request.runtime().cmd();
    if (cmd.isEmpty() && request.runtime().entrypoint().isEmpty()) {
      cmd = List.of("python");
    }
    if (!cmd.isEmpty()) {
      line("CMD " + DockerWords.array(cmd));
    }
  }

  /**
   * A lock is for one platform, and a digest may be that of an index: which of its images is taken
   * must not depend on the machine. Linters warn of a platform in words, so they are told.
   */
  private void from(ImagePlatform platform, String image) {
    line("# hadolint ignore=DL3029");
    line("FROM --platform=" + platform + " " + image);
  }

  /** Whether scripts are there is only known when the packages are. */
  private static String sources(String prefix) {
    return "for script in " + DockerWords.shell(prefix) + "/etc/conda/activate.d/*.sh; do"
        + " [ ! -r \"$script\" ] || . \"$script\"; done; exec \"$@\"";
  }

  private void copy(FileRule rule) {
    if (rule.excludes()) {
      return;
    }
    String source = rule.source().toString();
    if (source.contains("**")) {
      throw ImageProblems.notForDocker(rule.text());
    }
    String workdir = request.runtime().workdir() + "/";
    boolean isFolder =
        rule.source().isPlain()
            && Files.isDirectory(request.directory().resolve(source));
    String target = rule.target() == null ? workdir : rule.target();
    if ((isFolder || !rule.source().isPlain()) && !target.endsWith("/")) {
      target = target + "/";
    }
    line("COPY " + DockerWords.paths(DockerWords.pattern(source) + (isFolder ? "/" : ""), target));
  }

  private void copyFile(String file, String target) {
    line("COPY " + DockerWords.paths(DockerWords.file(file), target));
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
