package dev.hermetic.workflow;

import static dev.hermetic.workflow.PipelineRunner.map;
import static dev.hermetic.workflow.PipelineRunner.steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files are linted by the rules of actionlint that apply, and their scripts by bash itself. */
class WorkflowsTest {
  private static final String BUILD = Workflows.GITHUB_BUILD;
  private static final String UPDATE = Workflows.GITHUB_UPDATE;
  private static final String GITLAB = Workflows.GITLAB_BUILD;

  private static final WorkflowRequest REQUEST =
      PipelineFolder.project(
          List.of("research", "edge"),
          List.of("main", "release/1.x"),
          false,
          Optional.of("17 4 * * 1"));

  @TempDir Path folder;

  @Test
  void files_ofBothServers_areThree() {
    assertThat(Workflows.files(REQUEST, List.of(Provider.values())))
        .containsOnlyKeys(BUILD, UPDATE, GITLAB);
    assertThat(Workflows.files(REQUEST, List.of(Provider.GITLAB))).containsOnlyKeys(GITLAB);
  }

  @ParameterizedTest
  @ValueSource(strings = {BUILD, UPDATE})
  void github_actions_arePinnedAndPermissionsLeast(String path) {
    Map<Object, Object> workflow = yaml(path);
    assertThat(workflow.get("permissions")).isEqualTo(Map.of());
    // YAML 1.1 reads the key `on` as true.
    assertThat(map(workflow.get(true)))
        .doesNotContainKeys("pull_request_target", "workflow_run", "issue_comment");
    map(workflow.get("jobs"))
        .forEach(
            (name, job) -> {
              assertThat(map(job)).as(name).containsKeys("permissions", "timeout-minutes", "runs-on");
              assertThat(map(job).get("permissions")).isNotEqualTo("write-all");
              for (Map<String, Object> step : steps(job)) {
                assertThat(step.containsKey("uses")).isNotEqualTo(step.containsKey("run"));
                if (step.containsKey("uses")) {
                  assertThat((String) step.get("uses")).matches("actions/[a-z/-]+@[0-9a-f]{40}");
                }
              }
            });
    assertThat(text(path).lines().filter(line -> line.contains("uses:")))
        .allMatch(line -> line.matches(".*@[0-9a-f]{40} # v\\d+\\.\\d+\\.\\d+"));
  }

  @ParameterizedTest
  @ValueSource(strings = {BUILD, UPDATE})
  void github_scripts_takeNothingButVariables(String path) {
    map(yaml(path).get("jobs"))
        .values()
        .forEach(
            job ->
                steps(job).stream()
                    .filter(step -> step.containsKey("run"))
                    .forEach(step -> assertThat((String) step.get("run")).doesNotContain("${{")));
  }

  @Test
  void github_reviews_haveNoSecretsAndWriteNothing() {
    Map<String, Object> jobs = map(yaml(BUILD).get("jobs"));
    assertThat(jobs).containsOnlyKeys("review", "comment", "release");
    assertThat(map(jobs.get("review")).get("permissions")).isEqualTo(Map.of("contents", "read"));
    assertThat(jobs.get("review").toString()).doesNotContain("secrets.", "hermetic:push");
    assertThat(jobs.get("comment").toString()).doesNotContain("secrets.", "checkout");
    assertThat(jobs.toString()).doesNotContain("persist-credentials=true");
    assertThat((String) map(jobs.get("comment")).get("if"))
        .contains("head.repo.full_name == github.repository");
    assertThat((String) map(jobs.get("release")).get("if"))
        .isEqualTo("github.event_name == 'push' && github.ref_protected");
    // Where an environment of that name has the secrets, branches that are not protected have none.
    assertThat(map(jobs.get("release")).get("environment")).isEqualTo("release");
    // Secrets are in the one step that needs them.
    assertThat(
            steps(jobs.get("release")).stream()
                .filter(step -> step.toString().contains("secrets."))
                .map(step -> step.get("name")))
        .containsExactly("5 Push the signed image");
    assertThat(map(map(yaml(BUILD).get(true)).get("push")).get("branches"))
        .isEqualTo(List.of("main", "release/1.x"));
  }

  @Test
  void github_steps_areThoseOfThePaper() {
    List<Object> names =
        steps(map(yaml(BUILD).get("jobs")).get("release")).stream()
            .map(step -> step.get("name"))
            .filter(name -> name != null && name.toString().matches("\\d .*"))
            .toList();
    assertThat(names)
        .containsExactly(
            "1 Rebuild from the lock",
            "2 Build the image",
            "3 Unit and integration tests",
            "4 Scan",
            "5 Push the signed image");
    assertThat(text(BUILD)).contains("hashFiles('*conda-lock.yml', '**/pom.xml')");
  }

  @Test
  void github_updates_areOneForEachTrack() {
    Map<String, Object> job = map(map(yaml(UPDATE).get("jobs")).get("update"));
    assertThat(map(map(job.get("strategy")).get("matrix")).get("track"))
        .isEqualTo(List.of("stable", "edge", "research"));
    assertThat(text(UPDATE)).contains("- cron: '17 4 * * 1'");
  }

  @Test
  void gitlab_jobs_keepSecretsFromMergeRequests() {
    Map<Object, Object> jobs = yaml(GITLAB);
    assertThat(jobs)
        .containsOnlyKeys(".hermetic", "hermetic-review", "hermetic-release", "hermetic-update");
    assertThat(jobs.get("hermetic-review").toString())
        .doesNotContain("REGISTRY", "COSIGN", "TOKEN", "hermetic:push");
    assertThat(jobs.get("hermetic-release").toString())
        .contains("$CI_COMMIT_REF_PROTECTED == \"true\"")
        .contains("$CI_COMMIT_BRANCH == \"main\" || $CI_COMMIT_BRANCH == \"release/1.x\"");
    for (String name : List.of("hermetic-review", "hermetic-release", "hermetic-update")) {
      assertThat(map(jobs.get(name)).get("script"))
          .asInstanceOf(InstanceOfAssertFactories.LIST)
          .allMatch(String.class::isInstance);
    }
  }

  static List<WorkflowRequest> requests() {
    return List.of(REQUEST, PipelineFolder.modules());
  }

  @ParameterizedTest
  @MethodSource("requests")
  @DisabledOnOs(OS.WINDOWS)
  void scripts_areReadByBash(WorkflowRequest request) throws Exception {
    Map<String, Map<Object, Object>> files = new TreeMap<>();
    Workflows.files(request, List.of(Provider.values()))
        .forEach((path, bytes) -> files.put(path, PipelineRunner.yaml(new String(bytes, StandardCharsets.UTF_8))));
    List<String> scripts = new ArrayList<>();
    for (String path : List.of(BUILD, UPDATE)) {
      for (Object job : map(files.get(path).get("jobs")).values()) {
        steps(job).forEach(step -> scripts.add((String) step.getOrDefault("run", "")));
      }
    }
    files.get(GITLAB)
        .values()
        .forEach(
            job -> {
              if (map(job).get("script") instanceof List<?> lines) {
                scripts.add(String.join("\n", lines.stream().map(String.class::cast).toList()));
              }
            });
    Path file = Files.writeString(folder.resolve("script"), String.join("\n", scripts) + "\n");
    Process bash =
        new ProcessBuilder("bash", "-n", file.toString()).redirectErrorStream(true).start();
    String told = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(told).isZero();
    assertThat(String.join("\n", scripts)).contains(" verify -Dhermetic.scan.skip=true hermetic:test hermetic:image");
  }

  @Test
  void scripts_whereTheLifecycleTests_doNotTestTwice() {
    WorkflowRequest bound =
        PipelineFolder.project(List.of(), List.of("main"), true, Optional.of("0 0 * * *"));
    Workflows.files(bound, List.of(Provider.values()))
        .values()
        .forEach(
            bytes ->
                assertThat(new String(bytes, StandardCharsets.UTF_8))
                    .doesNotContain("hermetic:test"));
  }

  @Test
  void stale_afterAnEditOrAnotherVersion_isTold() throws IOException {
    write();
    assertThat(stale()).isEmpty();
    Files.writeString(folder.resolve(BUILD), text(BUILD).replace("\n", "\r\n"));
    assertThat(stale()).isEmpty();
    Files.writeString(folder.resolve(BUILD), text(BUILD) + "# mine\n");
    Files.writeString(folder.resolve(UPDATE), "# Written by hermetic:ci of long ago.\non: push\n");
    Files.writeString(folder.resolve(GITLAB), "somebody: else\n");
    assertThat(stale())
        .containsExactly(
            """
            HERM-CI-001 .github/workflows/hermetic-update.yml:1: is not what this POM and this version of Hermetic make of it
              Fix: run `mvn hermetic:ci` and commit it""",
            """
            HERM-CI-001 .github/workflows/hermetic.yml:%d: is not what this POM and this version of Hermetic make of it
              Fix: run `mvn hermetic:ci` and commit it"""
                .formatted(text(BUILD).lines().count() + 1));
  }

  @Test
  void stale_afterADeletion_isToldWhereSomethingAsksForTheFile() throws IOException {
    write();
    Files.delete(folder.resolve(UPDATE));
    Files.delete(folder.resolve(GITLAB));
    assertThat(Workflows.written(folder)).containsExactly(Provider.GITHUB);
    assertThat(stale())
        .containsExactly(
            """
            HERM-CI-004 .github/workflows/hermetic-update.yml: is missing, though hermetic.ci.servers or its fellow asks for it
              Fix: run `mvn hermetic:ci` and commit it; hermetic.ci.schedule=none is for pipelines without updates""");
    assertThat(Workflows.stale(folder, REQUEST, List.of(Provider.values())))
        .extracting(Problem::code)
        .containsExactly("HERM-CI-004", "HERM-CI-004");
    Files.delete(folder.resolve(BUILD));
    assertThat(stale()).isEmpty();
  }

  @Test
  void stale_ofWhatIsNotAskedForAnyMore_isToldAndRemoved() throws IOException {
    write();
    WorkflowRequest never =
        new WorkflowRequest(REQUEST.modules(), REQUEST.branches(), Optional.empty(), "maven");
    List<Problem> problems = Workflows.stale(folder, never, List.of(Provider.GITHUB));
    assertThat(problems)
        .filteredOn(problem -> problem.code().equals("HERM-CI-005"))
        .extracting(Problem::subject)
        .containsExactly(UPDATE, GITLAB);
    assertThat(WorkflowProblems.unwanted(UPDATE).render())
        .isEqualTo(
            """
            HERM-CI-005 .github/workflows/hermetic-update.yml: was written by hermetic:ci, and the POM does not ask for it any more
              Fix: run `mvn hermetic:ci`, which removes it, and commit that""");
    Files.writeString(folder.resolve(GITLAB), "somebody: else\n");
    assertThat(Workflows.removeUnwanted(folder, List.of(BUILD))).containsExactly(UPDATE);
    assertThat(folder.resolve(UPDATE)).doesNotExist();
    assertThat(folder.resolve(GITLAB)).exists();
    assertThat(WorkflowProblems.undeletable(UPDATE, "no permission").render())
        .isEqualTo(
            """
            HERM-CI-007 .github/workflows/hermetic-update.yml: is not wanted any more and cannot be removed: no permission
              Fix: remove it yourself""");
    assertThat(Workflows.files(never, List.of(Provider.values()))).containsOnlyKeys(BUILD, GITLAB);
    assertThat(new String(Workflows.files(never, List.of(Provider.GITLAB)).get(GITLAB), StandardCharsets.UTF_8))
        .doesNotContain("hermetic-update");
  }

  @ParameterizedTest
  @ValueSource(strings = {"17 4 * * 1", "*/15 0-6,12 1,31 JAN-dec mon-FRI", "0 0 1 1 0", "59 23 31 12 6"})
  void cron_ofATime_isValid(String cron) {
    assertThat(Cron.isValid(cron)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "17 4 * *", "17 4 * * 1 2020", "60 4 * * 1", "0 24 * * *", "0 0 0 * *", "0 0 * 13 *", "0 0 * * 7",
        "@weekly", "0  0 * * *", "5-1 * * * *", "*/0 * * * *", "1/2/3 * * * *", "1,, * * * *", "- * * * *"
      })
  void cron_ofNoTime_isRefused(String cron) {
    assertThat(Cron.isValid(cron)).isFalse();
  }

  @Test
  void readiness_ofABaseOnThisMachineAlone_saysWhichStepFails() {
    assertThat(Readiness.isOutside("/opt/base.tar", folder.resolve("module"), folder)).isTrue();
    assertThat(Readiness.isOutside("../../base.tar", folder.resolve("module"), folder)).isTrue();
    assertThat(Readiness.isOutside("../base.tar", folder.resolve("module"), folder)).isFalse();
    assertThat(Readiness.isOutside("debian:12-slim", folder, folder)).isFalse();
    assertThat(
            Readiness.missing(
                new Readiness.Project(
                    true, "l", new TreeSet<>(), new TreeSet<>(), "/opt/base.tar", true, true, "osv", false, true, "", ""), ""))
        .extracting(Problem::render)
        .containsExactly(
            """
            HERM-CI-006 hermetic.image.from: is /opt/base.tar, which no checkout has, so step 2 of the pipelines fails
              Fix: name an image in a registry, or put it into the repository and name it by ./PATH""");
  }

  @Test
  void unlocked_areTracksWhoseLockIsNotThere(@TempDir Path folder) throws IOException {
    Path lock = folder.resolve("conda-lock.yml");
    assertThat(Readiness.unlocked(lock, List.of("research"))).containsExactly("research", "stable");
    Files.createFile(folder.resolve("research.conda-lock.yml"));
    assertThat(Readiness.unlocked(lock, List.of("next", "research")))
        .containsExactly("next", "stable");
    Files.createFile(lock);
    assertThat(Readiness.unlocked(lock, List.of("research"))).isEmpty();
  }

  @Test
  void readiness_ofTracksWithoutALock_namesEach() {
    TreeSet<String> unlocked = new TreeSet<>(List.of("research", "stable"));
    assertThat(
            Readiness.missing(
                new Readiness.Project(
                    true, "m/conda-lock.yml", unlocked, new TreeSet<>(), "b", true, false, "osv", false, true, "", ""),
                ""))
        .extracting(Problem::render)
        .containsExactly(
            """
            HERM-CI-006 m/research.conda-lock.yml: is not there, so step 1 of the pipelines fails
              Fix: run `mvn hermetic:lock -Dhermetic.track=research` and commit what it writes""",
            """
            HERM-CI-006 m/conda-lock.yml: is not there, so step 1 of the pipelines fails
              Fix: run `mvn hermetic:lock` and commit what it writes""");
  }

  @Test
  void readiness_ofAKeyThatPipelinesCannotReplace_saysSo() {
    assertThat(
            Readiness.missing(
                new Readiness.Project(
                    true, "l", new TreeSet<>(), new TreeSet<>(), "b", true, false, "osv", false, true, "our.key", "cosign"),
                ""))
        .extracting(Problem::render)
        .containsExactly(
            """
            HERM-CI-006 hermetic.sign.key: is our.key by the plugin's configuration, which Maven prefers to the key that step 5 names with -D, so that step fails
              Fix: make it the property hermetic.sign.key of the POM, in place of <signKey>""",
            """
            HERM-CI-006 hermetic.sign.server: names the server cosign of settings.xml, which pipelines do not bring, so step 5 of them fails
              Fix: leave it out of the POM: COSIGN_PASSWORD opens the key there; where you sign yourself, set it with -D""");
  }

  @Test
  void readiness_ofAdvisoriesOnThisMachineAlone_saysWhichStepFails() {
    Path module = folder.resolve("module");
    for (String outside : List.of("/opt/osv", "../../osv", "file:///opt/osv/all.zip", "file://host/osv")) {
      assertThat(Readiness.areAdvisoriesOutside(outside, module, folder)).as(outside).isTrue();
    }
    String inside = folder.resolve("osv").toUri().toString();
    for (String one :
        List.of("osv", "osv:http://localhost/x", "https://example.org/osv", "../osv", "osv2", inside)) {
      assertThat(Readiness.areAdvisoriesOutside(one, module, folder)).as(one).isFalse();
    }
    Readiness.Project project =
        new Readiness.Project(
            true, "l", new TreeSet<>(), new TreeSet<>(), "b", true, false, "/opt/osv", true, true, "", "");
    assertThat(Readiness.missing(project, ""))
        .extracting(Problem::render)
        .containsExactly(
            """
            HERM-CI-006 hermetic.scan.database: is /opt/osv, which no checkout has, so step 4 of the pipelines fails
              Fix: name a mirror, or osv for the service at api.osv.dev, or put the snapshot into the repository and name it by its path there""");
  }

  @Test
  void readiness_ofChannelsOnThisMachineAlone_saysWhichStepFails() throws IOException {
    String hash = "a".repeat(64);
    Path lock =
        Files.writeString(
            folder.resolve("conda-lock.yml"),
            """
            version: 1
            metadata:
              content_hash: {linux-64: %1$s}
              channels: [{url: conda-forge, used_env_vars: []}]
              platforms: [linux-64]
              sources: [environment.yml]
            package:
            - {name: a, version: '1', manager: conda, platform: linux-64, dependencies: {}, url: 'file:///srv/channel/linux-64/a-1-0.conda', hash: {md5: %2$s, sha256: %1$s}}
            - {name: b, version: '1', manager: conda, platform: linux-64, dependencies: {}, url: 'file:///srv/channel/noarch/b-1-0.conda', hash: {md5: %2$s, sha256: %1$s}}
            - {name: c, version: '1', manager: conda, platform: linux-64, dependencies: {}, url: 'https://conda.anaconda.org/conda-forge/noarch/c-1-0.conda', hash: {md5: %2$s, sha256: %1$s}}
            - {name: w, version: '1', manager: pip, platform: linux-64, dependencies: {}, url: 'file:///home/me/wheels/w-1-py3-none-any.whl', hash: {md5: %2$s, sha256: %1$s}}
            """
                .formatted(hash, hash.substring(32)));
    assertThat(Readiness.localChannels(lock, "l", List.of()))
        .containsExactly("file:///home/me/wheels", "file:///srv/channel");
    SortedSet<String> channels =
        Readiness.localChannels(lock, "l", List.of("file:///home/me/wheels"));
    Readiness.Project project =
        new Readiness.Project(true, "l", new TreeSet<>(), channels, "b", true, false, "osv", false, true, "", "");
    assertThat(Readiness.missing(project, ""))
        .extracting(Problem::render)
        .containsExactly(
            """
            HERM-CI-006 l: has packages of file:///srv/channel, which no checkout has, so step 1 of the pipelines fails
              Fix: lock from a channel that a server offers, or name one that stands in for it in hermetic.mirrors""");
  }

  @Test
  void readiness_ofAFreshProject_namesEachStepThatWouldFail() throws IOException {
    Readiness.Project fresh =
        new Readiness.Project(
            false,
            "conda-lock.yml",
            new TreeSet<>(List.of("stable")),
            new TreeSet<>(),
            "debian:12-slim",
            false,
            false,
            "",
            false,
            false, "", "");
    assertThat(Readiness.missing(fresh, "mvn hermetic:init"))
        .extracting(Problem::subject)
        .containsExactly(
            "pom.xml", "conda-lock.yml", "base-image.lock", "hermetic.scan.database", "hermetic.image.to");
    assertThat(Readiness.missing(fresh, "mvn hermetic:init").get(2).render())
        .isEqualTo(
            """
            HERM-CI-006 base-image.lock: does not say which image debian:12-slim is, so step 2 of the pipelines fails
              Fix: run `mvn hermetic:image` and commit base-image.lock""");
    Path pins = folder.resolve("base-image.lock");
    assertThat(Readiness.isPinned("debian:12-slim", folder, pins)).isFalse();
    assertThat(Readiness.isPinned("scratch", folder, pins)).isTrue();
    assertThat(Readiness.isPinned("debian@sha256:" + "a".repeat(64), folder, pins)).isTrue();
    Files.writeString(pins, "docker.io/library/debian:12-slim sha256:" + "a".repeat(64) + "\n");
    assertThat(Readiness.isPinned("debian:12-slim", folder, pins)).isTrue();
    Readiness.Project ready =
        new Readiness.Project(
            true, "l", new TreeSet<>(), new TreeSet<>(), "b", true, false, "osv", false, true, "", "");
    assertThat(Readiness.missing(ready, "")).isEmpty();
  }

  @Test
  void checkOurs_filesOfOthers_areLeft() throws IOException {
    write();
    Workflows.checkOurs(folder, List.of(BUILD, UPDATE, GITLAB));
    Files.writeString(folder.resolve(GITLAB), "somebody: else\n");
    assertThatThrownBy(() -> Workflows.checkOurs(folder, List.of(BUILD, GITLAB)))
        .hasMessage(
            """
            HERM-CI-002 .gitlab/hermetic.gitlab-ci.yml: was not written by hermetic:ci and is left as it is
              Fix: move it away, or leave that server out of hermetic.ci.servers""");
    assertThat(WorkflowProblems.unreadable(GITLAB, "no permission").render())
        .isEqualTo(
            """
            HERM-CI-003 .gitlab/hermetic.gitlab-ci.yml: cannot be read: no permission
              Fix: make it a regular file that this user may read""");
  }

  @Test
  void checkRoot_belowARepository_isRefused() throws IOException {
    Path module = Files.createDirectories(folder.resolve("repository/module"));
    Workflows.checkRoot(module);
    Path root = module.getParent();
    // A worktree has a file in its place.
    Files.writeString(root.resolve(".git"), "gitdir: elsewhere\n");
    Workflows.checkRoot(root);
    assertThatThrownBy(() -> Workflows.checkRoot(module))
        .hasMessage(
            "HERM-CI-008 pipelines: would lie below "
                + root
                + ", the root of the repository, where no server finds them\n  Fix: run `mvn hermetic:ci` in the"
                + " root, where it writes one pipeline for all modules of its POM; a project that is none of these"
                + " needs a repository, or pipelines, of its own");
  }

  @Test
  void modules_ofOnePipeline_areToldToMavenWhereTheyAreNotAll() {
    Map<String, byte[]> files =
        Workflows.files(PipelineFolder.modules(), List.of(Provider.values()));
    String build = new String(files.get(BUILD), StandardCharsets.UTF_8);
    assertThat(build)
        .contains(
            "\n# Module train: folder=envs/train lock=envs/train/conda-lock.yml tracks=stable,edge tests=called\n"
                + "# Module serve: folder=serving lock=serving/conda-lock.yml tracks=stable tests=lifecycle\nname:",
            "hashFiles('envs/train/*conda-lock.yml', 'serving/*conda-lock.yml', '**/pom.xml')",
            "matrix:\n        include:\n          - {track: 'stable'}\n          - {track: 'edge', modules: ':train'}\n",
            "verify -Dhermetic.scan.skip=true hermetic:test hermetic:image");
    assertThat(map(map(map(map(PipelineRunner.yaml(new String(files.get(UPDATE), StandardCharsets.UTF_8)).get("jobs")).get("update")).get("strategy")).get("matrix")).get("include"))
        .isEqualTo(
            List.of(
                Map.of("module", "train", "only", ":train", "track", "stable"),
                Map.of("module", "train", "only", ":train", "track", "edge"),
                Map.of("module", "serve", "only", ":serve", "track", "stable")));
    assertThat(new String(files.get(GITLAB), StandardCharsets.UTF_8))
        .contains("files: ['**/*conda-lock.yml', '**/pom.xml']", "target/hermetic/summary.md");
  }

  @Test
  void modules_belowOthers_areTakenFromThem() {
    WorkflowModule app = PipelineFolder.module("app", ".", "conda-lock.yml", true, List.of("edge"));
    WorkflowModule train = PipelineFolder.module("train", "train", "train/ml-lock.yml", true, List.of("edge"));
    WorkflowModule deep = PipelineFolder.module("deep", "train/deep", "train/deep/conda-lock.yml", true, List.of());
    WorkflowRequest request = REQUEST.with(List.of(deep, train, app));
    assertThat(request.only(app)).isEqualTo(":app,!:train,!:deep");
    assertThat(request.only(train)).isEqualTo(":train,!:deep");
    assertThat(request.only(deep)).isEqualTo(":deep");
    assertThat(request.with("edge")).isEqualTo(":app,:train,!:deep");
    assertThat(new GitlabPipeline(request).build()).contains("files: ['**/*-lock.yml', ");
  }

  @Test
  void modules_ofWrittenFiles_areThoseThatTheyWereWrittenFor() throws IOException {
    assertThat(Workflows.modules(folder)).isEmpty();
    Map<String, byte[]> files =
        Workflows.files(PipelineFolder.modules(), List.of(Provider.GITLAB));
    Path file = folder.resolve(GITLAB);
    Files.createDirectories(file.getParent());
    Files.write(file, files.get(GITLAB));
    assertThat(Workflows.modules(folder)).isEqualTo(PipelineFolder.modules().modules());
    Files.writeString(
        file,
        Workflows.MARKER
            + "# Module a: folder=/etc lock=conda-lock.yml tracks=stable tests=called\n"
            + "# Module a: folder=a/../../b lock=conda-lock.yml tracks=stable tests=called\n"
            + "# Module $(a): folder=a lock=a/conda-lock.yml tracks=stable tests=called\n"
            + "# Module b: folder=b lock=b/conda-lock.yml tracks=$(x),edge tests=lifecycle\n");
    assertThat(Workflows.modules(folder))
        .containsExactly(PipelineFolder.module("b", "b", "b/conda-lock.yml", true, List.of("edge")));
  }

  @Test
  void modules_thatCannotBeTold_areRefused() {
    WorkflowModule one = PipelineFolder.module("app", "a", "a/conda-lock.yml", true, List.of());
    WorkflowModule other = PipelineFolder.module("app", "b", "b/conda-lock.yml", true, List.of());
    assertThatThrownBy(() -> Workflows.checkNames(List.of(one, other)))
        .hasMessage(
            """
            HERM-CI-010 b: is called app as a is, and pipelines tell modules by their names
              Fix: give one of the modules another artifactId""");
    assertThatThrownBy(() -> Workflows.refuseSettings("app", "branches next", "branches main"))
        .hasMessage(
            """
            HERM-CI-009 hermetic.ci in app: asks for branches next, and the root of the build for branches main
              Fix: set it in the POM of the root alone: a repository has one pipeline""");
  }

  private List<String> stale() {
    return Workflows.stale(folder, REQUEST, List.of()).stream().map(Problem::render).toList();
  }

  private void write() throws IOException {
    for (var file : Workflows.files(REQUEST, List.of(Provider.values())).entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
  }

  private static String text(String path) {
    return new String(
        Workflows.files(REQUEST, List.of(Provider.values())).get(path), StandardCharsets.UTF_8);
  }

  private static Map<Object, Object> yaml(String path) {
    return PipelineRunner.yaml(text(path));
  }
}
