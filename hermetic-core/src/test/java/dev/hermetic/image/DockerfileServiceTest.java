package dev.hermetic.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.oci.Buildah;
import dev.hermetic.oci.Image;
import dev.hermetic.oci.ImageFile;
import dev.hermetic.oci.RuntimeConfig;
import dev.hermetic.platform.Platform;
import dev.hermetic.registry.RegistrySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerfileServiceTest {
  private static final String DIGEST = "@sha256:" + "0123456789abcdef".repeat(4);
  private static final String LOCK =
      """
      version: 1
      metadata:
        content_hash:
          linux-64: 3333333333333333333333333333333333333333333333333333333333333333
        channels: []
        platforms: [linux-64]
        sources: [environment.yml]
      package:
      - name: pip
        version: '23.0'
        manager: conda
        platform: linux-64
        dependencies: {}
        url: https://conda.example/conda-forge/noarch/pip-23.0-0.conda
        hash:
          md5: 11111111111111111111111111111111
          sha256: 1111111111111111111111111111111111111111111111111111111111111111
        category: main
        optional: false
      """;
  private static final String WHEEL =
      """
      - name: click
        version: 8.1.3
        manager: pip
        platform: linux-64
        dependencies: {}
        url: https://pypi.example/click-8.1.3-py3-none-any.whl
        hash:
          sha256: 2222222222222222222222222222222222222222222222222222222222222222
        category: main
        optional: false
      """;

  @TempDir Path project;
  private Platform platform = Platform.LINUX_64;
  private String base = "debian:12" + DIGEST;
  private List<String> files = List.of("src/main/python", "models/*.bin=/opt/models", "!*.tmp");
  private RuntimeRequest runtime =
      new RuntimeRequest(
          List.of(),
          List.of("python", "train.py"),
          RuntimeRequest.NON_ROOT,
          "/app",
          new TreeMap<>(Map.of("QUOTED", "a \"b\" $HOME\\")),
          new TreeMap<>(Map.of("team", "ml")),
          new TreeSet<>(List.of("8080/tcp")),
          new TreeSet<>(List.of("/data")));

  @BeforeEach
  void makeProject() throws Exception {
    Files.createDirectories(project.resolve("src/main/python"));
    Files.writeString(project.resolve("conda-lock.yml"), LOCK);
    Files.writeString(project.resolve("conda-linux-64.lock"), "@EXPLICIT\n");
  }

  @Test
  void write_lock_isTwoStages() throws Exception {
    assertThat(write())
        .containsExactly(
            project.resolve("target/Dockerfile.dockerignore"),
            project.resolve("target/Dockerfile"));

    assertThat(Files.readString(project.resolve("target/Dockerfile")))
        .isEqualTo(
            """
            # check=skip=FromPlatformFlagConstDisallowed
            # Written by hermetic:dockerfile from conda-linux-64.lock; changes here are lost.
            # Build it in the project's folder: docker build -f target/Dockerfile .
            # Unlike hermetic:image, the result differs from build to build (times, conda-meta), and
            # variables that packages set in etc/conda/env_vars.d are not set.

            # hadolint ignore=DL3029
            FROM --platform=linux/amd64 docker.io/mambaorg/micromamba:2DIGEST AS environment
            USER root
            SHELL ["/bin/bash", "-o", "pipefail", "-c"]
            COPY ["conda-linux-64.lock", "/tmp/environment.lock"]
            RUN micromamba create --yes --no-rc --prefix /opt/conda/envs/tickets --file /tmp/environment.lock

            # hadolint ignore=DL3029
            FROM --platform=linux/amd64 docker.io/library/debian:12DIGEST
            COPY --from=environment ["/opt/conda/envs/tickets", "/opt/conda/envs/tickets"]
            ENV PATH="/opt/conda/envs/tickets/bin:${PATH}" \\
                CONDA_DEFAULT_ENV="tickets" \\
                CONDA_PREFIX="/opt/conda/envs/tickets" \\
                CONDA_SHLVL="1" \\
                MODE="prod" \\
                QUOTED="a \\"b\\" \\$HOME\\\\"
            LABEL "team"="ml"
            WORKDIR /app
            COPY ["src/main/python/", "/app/"]
            COPY ["models/*.bin", "/opt/models/"]
            EXPOSE 8080/tcp
            VOLUME ["/data"]
            USER 65532:65532
            ENTRYPOINT ["/bin/sh", "-c", "for script in /opt/conda/envs/tickets/etc/conda/activate.d/*.sh; do [ ! -r \\"$script\\" ] || . \\"$script\\"; done; exec \\"$@\\"", "--"]
            CMD ["python", "train.py"]
            """
                .replace("DIGEST", DIGEST));
    assertThat(Files.readString(project.resolve("target/Dockerfile.dockerignore")))
        .isEqualTo(
            "# Written by hermetic:dockerfile\n**/.git\n**/__pycache__\n**/.DS_Store\n**/*.tmp\n");
  }

  @Test
  void write_again_replacesItsOwnFileAlone() throws Exception {
    write();
    runtime = RuntimeRequest.DEFAULT;
    write();
    assertThat(Files.readString(project.resolve("target/Dockerfile"))).contains("CMD [\"python\"]");

    Files.writeString(project.resolve("target/Dockerfile"), "FROM scratch\n");
    assertThatThrownBy(this::write)
        .hasMessageContaining("HERM-IMAGE-012")
        .hasMessageContaining(
            "target/Dockerfile: there is a file that Hermetic did not write; it is left as it is\n"
                + "  Fix: set hermetic.dockerfile to another file, or remove this one");
    assertThat(Files.readString(project.resolve("target/Dockerfile"))).isEqualTo("FROM scratch\n");
  }

  @Test
  void write_cuda_tellsTheContainerRuntime() throws Exception {
    Files.writeString(
        project.resolve("conda-lock.yml"),
        LOCK
            + LOCK
                .substring(LOCK.indexOf("- name: pip"))
                .replace("pip", "cuda-version")
                .replace("'23.0'", "'12.4'"));
    write();

    assertThat(Files.readString(project.resolve("target/Dockerfile")))
        .contains("NVIDIA_REQUIRE_CUDA=\"cuda>=12.4\"")
        .contains("NVIDIA_VISIBLE_DEVICES=\"all\"");
  }

  @Test
  void write_pathOfTheUser_comesBehindTheEnvironment() throws Exception {
    SortedMap<String, String> env = new TreeMap<>(Map.of("PATH", "/srv/bin:/usr/bin"));
    RuntimeRequest plain = RuntimeRequest.DEFAULT;
    runtime =
        new RuntimeRequest(
            plain.entrypoint(),
            plain.cmd(),
            plain.user(),
            plain.workdir(),
            env,
            plain.labels(),
            plain.ports(),
            plain.volumes());
    write();

    assertThat(Files.readString(project.resolve("target/Dockerfile")))
        .contains("ENV PATH=\"/opt/conda/envs/tickets/bin:/srv/bin:/usr/bin\"");
  }

  @Test
  void write_pipPackages_areInstalledByDigest() throws Exception {
    Files.writeString(project.resolve("conda-lock.yml"), LOCK + WHEEL);
    write();

    assertThat(Files.readString(project.resolve("target/Dockerfile.pip.lock")))
        .isEqualTo(
            "click @ https://pypi.example/click-8.1.3-py3-none-any.whl --hash=sha256:"
                + "2".repeat(64)
                + "\n");
    assertThat(Files.readString(project.resolve("target/Dockerfile")))
        .contains("COPY [\"target/Dockerfile.pip.lock\", \"/tmp/pip.lock\"]\n")
        .contains(
            "    && /opt/conda/envs/tickets/bin/python -m pip install --no-cache-dir --no-deps"
                + " --require-hashes --only-binary :all: --requirement /tmp/pip.lock\n");
  }

  @Test
  void write_pipPackagesWithoutPip_isAProblem() throws Exception {
    Files.writeString(
        project.resolve("conda-lock.yml"), LOCK.replace("name: pip", "name: pypy") + WHEEL);

    assertThatThrownBy(this::write)
        .hasMessageContaining(
            "HERM-IMAGE-014 conda-lock.yml: pip packages are locked, and in Docker's build only pip"
                + " itself can install them\n"
                + "  Fix: add `pip` to the conda dependencies and lock again, or use hermetic:image");
  }

  @Test
  void write_repository_isAProblem() throws Exception {
    String source = "  source:\n    type: url\n    url: git+https://git.example/click@1234\n";
    Files.writeString(
        project.resolve("conda-lock.yml"),
        LOCK + WHEEL.replace("  category: main\n", source + "  category: main\n"));

    assertThatThrownBy(this::write)
        .hasMessageContaining(
            "HERM-IMAGE-015 click: the pip package comes from a repository, for which pip checks no"
                + " digest\n  Fix: publish it as a wheel, or use hermetic:image");
  }

  @Test
  void write_otherPlatformOrNoExplicitFile_isAProblem() throws Exception {
    platform = Platform.WIN_64;
    assertThatThrownBy(this::write)
        .hasMessageContaining(
            "HERM-IMAGE-008 win-64: images are made for Linux alone\n"
                + "  Fix: set hermetic.platform to one of Linux, for example linux-64");
    platform = Platform.LINUX_64;
    Files.delete(project.resolve("conda-linux-64.lock"));
    assertThatThrownBy(this::write)
        .hasMessageContaining(
            "conda-linux-64.lock: the explicit file of the platform is not there, or not within the"
                + " project\n"
                + "  Fix: run `mvn hermetic:lock` without -Dhermetic.explicitLockfiles=false and"
                + " with this platform, then run the goal again");
  }

  @Test
  void write_brackets_areNoClassOfCharacters() throws Exception {
    files = List.of("data[1].csv", "src/*[a]*=/opt", "!src/n[a]t.txt");
    write();

    assertThat(Files.readString(project.resolve("target/Dockerfile")))
        .contains("COPY [\"data[[]1].csv\", \"/app/\"]\nCOPY [\"src/*[[]a]*\", \"/opt/\"]\n");
    assertThat(Files.readString(project.resolve("target/Dockerfile.dockerignore")))
        .endsWith("src/n\\[a]t.txt\n");
  }

  @Test
  void write_lineBreaks_areAProblemEach() {
    runtime = values("two\nlines");

    assertThatThrownBy(this::write)
        .hasMessage(
            "HERM-IMAGE-030 NOTE: the value of this variable has a line break, which no Dockerfile"
                + " can have in one\n"
                + "  Fix: leave it out, or use hermetic:image\n"
                + "HERM-IMAGE-030 note: the value of this label has a line break, which no Dockerfile"
                + " can have in one\n"
                + "  Fix: leave it out, or use hermetic:image");
    assertThat(project.resolve("target")).doesNotExist();
  }

  @Test
  void write_baseOnDiskOrNone_isAProblem() throws Exception {
    for (String local : List.of("./base.tar", "oci:base", "scratch")) {
      base = local;
      assertThatThrownBy(this::write)
          .hasMessage(
              "HERM-IMAGE-029 hermetic.image.from: `"
                  + local
                  + "`: a Dockerfile of this kind begins with an image of a registry\n"
                  + "  Fix: name one that a registry has, or use hermetic:image, which takes files and"
                  + " scratch");
    }
    base = "docker://debian:12" + DIGEST;
    write();
    assertThat(Files.readString(project.resolve("target/Dockerfile")))
        .contains("FROM --platform=linux/amd64 docker.io/library/debian:12" + DIGEST + "\n");
  }

  /** What buildah reads of it, which shares the parser of Docker's own builder. */
  @Test
  void write_anyCharacters_areReadAsTheyAre() throws Exception {
    Buildah buildah = Buildah.in(project.resolve("store"));
    String odd = "it's [a] \"b\" $HOME ${X:-y} \\ \\n # `c` é\t";
    runtime = values(odd);
    files = List.of("src/it's $b \"c\".txt", "src/*c*=/opt/it's $x", "!src/not c.txt");
    Files.createDirectories(project.resolve("src"));
    Files.writeString(project.resolve("src/it's $b \"c\".txt"), "one");
    Files.writeString(project.resolve("src/not c.txt"), "not");
    Files.createDirectories(project.resolve("context/env"));
    Files.writeString(project.resolve("context/env/x"), "x");
    write();
    Path dockerfile = project.resolve("target/Dockerfile");
    // In place of what asks a network: an environment that is made already.
    String text = Files.readString(dockerfile);
    int second = text.indexOf("FROM", text.indexOf("FROM") + 1);
    Files.writeString(
        dockerfile,
        "FROM scratch AS environment\nCOPY [\"context/env/\", \"/opt/conda/envs/tickets/\"]\n"
            + text.substring(second).replaceFirst("FROM .*", "FROM scratch"));

    Path layout = project.resolve("built");
    buildah.run("build", "-f", dockerfile.toString(), "--ignorefile", dockerfile + ".dockerignore",
        "-t", "built", project.toString());
    buildah.run("push", "built", "oci:" + layout + ":built");

    Image image = ImageFile.read(layout, ImageProject.AMD64, null);
    RuntimeConfig read = image.config().runtime();
    assertThat(read.env()).containsEntry("NOTE", odd).containsEntry("CONDA_SHLVL", "1");
    assertThat(read.labels()).containsEntry("note", odd).containsEntry("a \"$b\"", "c");
    assertThat(read.workingDir()).isEqualTo("/srv/it's $x");
    assertThat(read.volumes()).containsExactly("/data/it's $x");
    assertThat(read.user()).isEqualTo(RuntimeRequest.NON_ROOT);
    assertThat(read.cmd()).containsExactly("python", odd);
    Container container = Container.of(image, project.resolve("root"));
    assertThat(container.files())
        .containsExactlyInAnyOrder(
            "opt/conda/envs/tickets/x",
            "srv/it's $x/it's $b \"c\".txt",
            "opt/it's $x/it's $b \"c\".txt");
  }

  private static RuntimeRequest values(String value) {
    return new RuntimeRequest(
        List.of(),
        List.of("python", value),
        RuntimeRequest.NON_ROOT,
        "/srv/it's $x",
        new TreeMap<>(Map.of("NOTE", value)),
        new TreeMap<>(Map.of("note", value, "a \"$b\"", "c")),
        new TreeSet<>(),
        new TreeSet<>(List.of("/data/it's $x")));
  }

  @Test
  void write_patternOverFolders_isAProblem() {
    files = List.of("models/**/*.bin");

    assertThatThrownBy(this::write)
        .hasMessageContaining(
            "HERM-IMAGE-013 hermetic.image.files: `models/**/*.bin`: a Dockerfile has no pattern for"
                + " any number of folders\n"
                + "  Fix: name the folder itself and leave out the rest, as in `src/main/python` and"
                + " `!**/*.txt`");
    assertThat(project.resolve("target")).doesNotExist();
  }

  private List<Path> write() {
    Path pins = project.resolve(BasePins.NAME);
    FetchSettings web =
        new FetchSettings(
            project.resolve("cache"), true, false, List.of(), List.of(), Map.of(),
            Duration.ofSeconds(5), Duration.ofSeconds(5), 1);
    BaseReferences references =
        new BaseReferences(
            new RegistrySettings(web, false, 1),
            BasePins.read(pins),
            false,
            true,
            Listener.SILENT);
    return DockerfileService.write(
        new DockerfileRequest(
            project,
            project.resolve("conda-lock.yml"),
            project.resolve("conda-linux-64.lock"),
            project.resolve("target/Dockerfile"),
            platform,
            "/opt/conda/envs/tickets",
            "mambaorg/micromamba:2" + DIGEST,
            base,
            runtime,
            files,
            new TreeMap<>(Map.of("MODE", "prod"))),
        references);
  }
}
