package dev.hermetic.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.testkit.GreetingChannel;
import dev.hermetic.testkit.LoopbackRegistry;
import dev.hermetic.workflow.PipelineRunner.Ran;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs every command of the pipelines of a sample project with Maven, job by job: a review, a release and
 * an update, of GitHub and of GitLab, with a loopback registry, git, and a home folder that is empty; and
 * holds the files against the servers' own schemas. It takes some minutes. {@link PipelineScriptsTest} is
 * the short run.
 *
 * <p>Usage: {@code PipelineProgram REPOSITORY VERSION}: Maven's local repository in which the plugin of
 * that version is installed. It works offline, but for npm.
 */
public final class PipelineProgram {
  private static final String PASSWORD = "pass$word 'of\" the registry";

  private static final String POM =
      """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <groupId>org.example</groupId>
        <artifactId>app</artifactId>
        <version>1</version>
        <packaging>hermetic</packaging>
        <properties>
          <project.build.outputTimestamp>2026-11-01T00:00:00Z</project.build.outputTimestamp>
          <hermetic.image.from>scratch</hermetic.image.from>
          <hermetic.image.to>%s/team/app</hermetic.image.to>
          <hermetic.platform>linux-64</hermetic.platform>
          <hermetic.scan.database>advisories</hermetic.scan.database>
          <hermetic.scan.maxAge>none</hermetic.scan.maxAge>
          <hermetic.scan.mapping>mapping.json</hermetic.scan.mapping>
          <hermetic.test.command>greet test</hermetic.test.command>
        </properties>
        <build><plugins><plugin>
          <groupId>dev.hermetic</groupId><artifactId>hermetic-maven-plugin</artifactId>
          <version>%s</version>
          <extensions>true</extensions>
          <configuration><tracks><track><name>edge</name></track></tracks></configuration>
        </plugin></plugins></build>
      </project>
      """;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final Path folder;
  private final LoopbackRegistry registry;
  private final Map<String, String> machine = new TreeMap<>();

  private PipelineProgram(Path folder, LoopbackRegistry registry) {
    this.folder = folder;
    this.registry = registry.requireBasic("robot", PASSWORD);
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 2) {
      throw new IllegalArgumentException("usage: PipelineProgram REPOSITORY VERSION");
    }
    Path folder = Files.createTempDirectory("pipelines");
    try (LoopbackRegistry registry = LoopbackRegistry.start()) {
      PipelineProgram program = new PipelineProgram(folder, registry);
      program.prepare(Path.of(arguments[0]).toAbsolutePath(), arguments[1]);
      program.schemas();
      program.github();
      program.gitlab();
      program.modules(arguments[1]);
    }
    new PrintStream(System.out, true, StandardCharsets.UTF_8).println("All of it holds. " + folder);
  }

  /** A repository with {@code main}, locked to wave 1.0, and {@code change}, which adds greet to it. */
  private void prepare(Path repository, String version) throws Exception {
    String maven = PipelineFolder.sh(folder, "command -v mvn").strip();
    // Nothing is pushed with -o; MAVEN_ARGS names a repository that is empty.
    PipelineFolder.program(
        folder.resolve("bin/mvn"),
        """
        #!/bin/sh
        unset MAVEN_ARGS
        case "$*" in *hermetic:push*) ;; *) set -- -o "$@" ;; esac
        exec %s -Dmaven.repo.local=%s -Duser.home="$HOME" "$@"
        """
            .formatted(maven, repository));
    PipelineFolder.program(folder.resolve("bin/gh"), PipelineFolder.GITHUB_CLIENT);
    Files.createDirectories(folder.resolve("home"));
    Files.writeString(folder.resolve("comments.json"), "[]");
    Files.writeString(folder.resolve("cosign.key"), key());
    machine.put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
    machine.put("HOME", folder.resolve("home").toString());
    machine.put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1");
    machine.put("CI", "true");
    machine.put("FAKE", folder.toString());
    machine.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    machine.put("RUNNER_TEMP", folder.resolve("runner").toString());

    GreetingChannel.main(new String[] {folder.resolve("channel").toString()});
    Path work = Files.createDirectories(folder.resolve("work"));
    Files.createDirectories(work.resolve("advisories"));
    Files.writeString(
        work.resolve("advisories/OSV-1.json"),
        "{\"id\": \"OSV-1\", \"modified\": \"2026-11-01T00:00:00Z\", \"affected\": [{\"package\":"
            + " {\"ecosystem\": \"PyPI\", \"name\": \"other\"}, \"versions\": [\"1\"]}]}");
    Files.writeString(work.resolve("mapping.json"), "{\"wave\": \"wave\", \"greet\": \"greet\"}");
    Files.writeString(work.resolve("pom.xml"), POM.formatted(registry.host(), version));
    Files.writeString(work.resolve(".gitignore"), "target/\n");
    PipelineFolder.sh(
        folder,
        """
        git init --quiet --bare --initial-branch main origin.git
        git -C origin.git config receive.advertisePushOptions true
        printf '#!/bin/sh\\nenv | grep ^GIT_PUSH_OPTION_ > ../options\\n' > origin.git/hooks/pre-receive
        chmod +x origin.git/hooks/pre-receive
        git -C work init --quiet --initial-branch main
        git -C work config user.name a
        git -C work config user.email a@b
        git -C work remote add origin ../origin.git
        """);
    environment("greet", "wave=1.0");
    maven(work, "hermetic:lock");
    environment("greet", "wave");
    maven(work, "hermetic:lock");
    maven(work, "hermetic:lock", "-Dhermetic.track=edge");
    String told = maven(work, "hermetic:ci");
    assertThat(told).doesNotContain("HERM-CI-006");
    maven(work, "hermetic:check");
    commit("main");
    Files.writeString(work.resolve("environment.yml"), environmentText("greet", "wave>=1.1"));
    maven(work, "hermetic:lock");
    commit("change");
  }

  private void github() throws IOException {
    String build = file(Workflows.GITHUB_BUILD);
    Map<String, String> context = context();
    context.put("github.event_name", "pull_request");
    List<Ran> review = run("GitHub, review", runner("GITHUB_BASE_REF", "main").github(build, "change", context));
    assertThat(review.stream().filter(one -> one.environment().toString().contains("secret")).map(Ran::job))
        .containsOnly("comment");
    assertThat(review).allSatisfy(one -> assertThat(one.environment()).doesNotContainValue(PASSWORD));
    assertThat(registry.requests()).isEmpty();
    assertThat(folder.resolve("artifacts/summary-stable/summary.md"))
        .content()
        .startsWith("<!-- hermetic:summary app -->\n## Environment app: passed\n")
        .contains("| ✅ | Scan |", "| **`wave`** | 1.0 → 1.1 |");
    assertThat(folder.resolve("artifacts/summary-edge/summary.md"))
        .content()
        .startsWith("<!-- hermetic:summary app edge -->\n## Environment app (edge): ");

    context.put("github.event_name", "push");
    context.put("github.ref_protected", "true");
    String before = PipelineFolder.sh(folder, "git -C origin.git rev-parse main").strip();
    PipelineFolder.sh(folder, "git -C work push --quiet origin change:main");
    Path event = Files.writeString(folder.resolve("event.json"), "{\"before\": \"" + before + "\"}");
    Path page = folder.resolve("page.md");
    List<Ran> release =
        run(
            "GitHub, release",
            runner("GITHUB_EVENT_NAME", "push", "GITHUB_EVENT_PATH", event.toString(),
                    "GITHUB_STEP_SUMMARY", page.toString())
                .github(build, "main", context));
    assertThat(release.stream().filter(one -> one.environment().containsValue(PASSWORD)).map(Ran::step))
        .containsExactly("5 Push the signed image");
    assertThat(registry.tags("team/app").keySet()).hasSize(3).contains("1");
    assertThat(page).content().contains("at " + before.substring(0, 12), "1.0 → 1.1");

    context.put("github.event_name", "schedule");
    context.put("github.ref_name", "main");
    context.put("github.event.repository.default_branch", "main");
    PipelineFolder.sh(folder, "git -C origin.git update-ref refs/heads/main " + before);
    run("GitHub, update", runner().github(file(Workflows.GITHUB_UPDATE), "main", context));
    assertUpdated();
    assertThat(folder.resolve("calls")).content().contains("gh pr create --head hermetic/update-stable");
  }

  /** Of a pull request of this repository, and of what else it has. */
  private Map<String, String> context() throws IOException {
    Map<String, String> context = new TreeMap<>();
    context.put("github.repository", "team/app");
    context.put("github.event.pull_request.head.repo.full_name", "team/app");
    context.put("github.event.pull_request.number", "12");
    context.put("github.token", "secret-of-the-job");
    context.put("vars.REGISTRY", registry.host());
    context.put("secrets.REGISTRY_USER", "robot");
    context.put("secrets.REGISTRY_PASSWORD", PASSWORD);
    context.put("secrets.COSIGN_PRIVATE_KEY", signingKey());
    return context;
  }

  private void gitlab() throws IOException {
    PipelineFolder.sh(
        folder, "git -C origin.git for-each-ref --format='delete %(refname)' refs/heads/hermetic | git -C origin.git update-ref --stdin");
    registry.forgetRequests();
    String pipeline = file(Workflows.GITLAB_BUILD);
    Map<String, String> variables = new TreeMap<>();
    variables.put("CI_PIPELINE_SOURCE", "merge_request_event");
    variables.put("CI_COMMIT_BRANCH", "main");
    variables.put("CI_SERVER_HOST", "gitlab.example");
    variables.put("CI_PROJECT_URL", "file://" + folder.resolve("origin"));
    String before = PipelineFolder.sh(folder, "git -C origin.git rev-parse main").strip();
    variables.put("CI_MERGE_REQUEST_DIFF_BASE_SHA", before);
    run("GitLab, review", runner().gitlab(pipeline, "change", variables));
    assertThat(registry.requests()).isEmpty();
    assertThat(folder.resolve("artifacts/hermetic-review-stable/summary.md"))
        .content()
        .contains("## Environment app: passed", "1.0 → 1.1");

    variables.remove("CI_MERGE_REQUEST_DIFF_BASE_SHA");
    variables.put("CI_PIPELINE_SOURCE", "push");
    variables.put("CI_COMMIT_REF_PROTECTED", "true");
    // Back to wave 1.0, which the registry does not have yet.
    variables.put(
        "CI_COMMIT_BEFORE_SHA",
        PipelineFolder.sh(folder, "git -C origin.git rev-parse change").strip());
    variables.put("REGISTRY", registry.host());
    variables.put("REGISTRY_USER", "robot");
    variables.put("REGISTRY_PASSWORD", PASSWORD);
    variables.put("COSIGN_PRIVATE_KEY_FILE", folder.resolve("cosign.key").toString());
    run("GitLab, release", runner().gitlab(pipeline, "main", variables));
    assertThat(folder.resolve("artifacts/hermetic-release-/summary.md")).content().contains("1.1 → 1.0");
    assertThat(registry.requests("PUT", ".*/manifests/.*")).isNotEmpty();

    variables.put("CI_PIPELINE_SOURCE", "schedule");
    variables.put("HERMETIC_UPDATE", "true");
    variables.put("UPDATE_TOKEN", "secret");
    variables.remove("CI_COMMIT_BEFORE_SHA");
    run("GitLab, update", runner().gitlab(pipeline, "main", variables));
    assertUpdated();
    assertThat(folder.resolve("options")).content().contains("merge_request.description=<!-- hermetic:summary app");
  }

  /** The same repository, now with a second environment, in modules of one build. */
  private void modules(String version) throws IOException {
    Path work = folder.resolve("work");
    String parent =
        "<parent><groupId>org.example</groupId><artifactId>all</artifactId><version>1</version></parent>";
    PipelineFolder.sh(
        work,
        "git switch --quiet main\nrm -r .github .gitlab\nmkdir train serve\n"
            + "git mv pom.xml environment.yml *.lock *conda-lock.yml advisories mapping.json train\n");
    String pom = Files.readString(work.resolve("train/pom.xml"));
    Files.writeString(
        work.resolve("train/pom.xml"),
        pom.replace("<groupId>org.example</groupId>\n  <artifactId>app", parent + "<artifactId>train"));
    Files.writeString(
        work.resolve("serve/pom.xml"),
        pom.replace("<groupId>org.example</groupId>\n  <artifactId>app", parent + "<artifactId>serve")
            .replaceAll("<configuration>.*</configuration>", "")
            .replace("team/app", "team/serve")
            .replace(">advisories<", ">../train/advisories<")
            .replace(">mapping.json<", ">../train/mapping.json<"));
    Files.writeString(
        work.resolve("pom.xml"),
        """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>org.example</groupId>
          <artifactId>all</artifactId>
          <version>1</version>
          <packaging>pom</packaging>
          <modules><module>train</module><module>serve</module></modules>
          <build><plugins><plugin>
            <groupId>dev.hermetic</groupId><artifactId>hermetic-maven-plugin</artifactId>
            <version>%s</version>
            <extensions>true</extensions>
          </plugin></plugins></build>
        </project>
        """
            .formatted(version));
    Files.writeString(work.resolve("serve/environment.yml"), environmentText("greet"));
    maven(work, "hermetic:lock");
    assertThat(maven(work, "hermetic:ci")).doesNotContain("HERM-CI-006");
    maven(work, "hermetic:check");
    maven(work.resolve("serve"), "hermetic:check");
    schemas();
    commit("modules");
    registry.forgetRequests();
    Map<String, String> context = context();
    context.put("github.event_name", "pull_request");
    run("GitHub, review of modules", runner("GITHUB_BASE_REF", "main").github(file(Workflows.GITHUB_BUILD), "modules", context));
    assertThat(registry.requests()).isEmpty();
    assertThat(folder.resolve("artifacts/summary-stable/summary.md"))
        .content()
        .startsWith("<!-- hermetic:summary all -->\n## Environment train: passed\n")
        .contains("\n## Environment serve: passed\n");
    assertThat(folder.resolve("artifacts/summary-edge/summary.md"))
        .content()
        .startsWith("<!-- hermetic:summary all edge -->\n## Environment train (edge): ")
        .doesNotContain("serve");
    context.put("github.event_name", "push");
    context.put("github.ref_protected", "true");
    run("GitHub, release of modules", runner().github(file(Workflows.GITHUB_BUILD), "modules", context));
    assertThat(registry.tags("team/serve").keySet()).hasSize(3).contains("1");
    context.put("github.event_name", "schedule");
    context.put("github.ref_name", "main");
    context.put("github.event.repository.default_branch", "main");
    run("GitHub, update of modules", runner().github(file(Workflows.GITHUB_UPDATE), "modules", context));
    assertThat(PipelineFolder.sh(folder, "git -C origin.git diff --name-only modules hermetic/update-train/stable"))
        .isEqualTo("train/conda-linux-64.lock\ntrain/conda-lock.yml\n");
    Map<String, String> variables = new TreeMap<>();
    variables.put("CI_PIPELINE_SOURCE", "merge_request_event");
    variables.put("CI_COMMIT_BRANCH", "modules");
    variables.put("CI_SERVER_HOST", "gitlab.example");
    run("GitLab, review of modules", runner().gitlab(file(Workflows.GITLAB_BUILD), "modules", variables));
    assertThat(folder.resolve("artifacts/hermetic-review-edge/summary.md"))
        .content()
        .startsWith("<!-- hermetic:summary all edge -->\n## Environment train (edge): ");
  }

  private void schemas() throws IOException {
    out.println(WorkflowSchemas.install().check(folder.resolve("work")));
  }

  private void assertUpdated() throws IOException {
    assertThat(PipelineFolder.sh(folder, "git -C origin.git show hermetic/update-stable:conda-lock.yml"))
        .contains("wave-1.1-0.conda");
    assertThat(PipelineFolder.sh(folder, "git -C origin.git log -1 --format=%B hermetic/update-stable"))
        .startsWith("Update the stable environment\n\n<!-- hermetic:summary app -->\n")
        .contains("1.0 → 1.1");
  }

  private List<Ran> run(String what, List<Ran> ran) {
    out.println("== " + what);
    for (Ran one : ran) {
      out.println((one.code() == 0 ? "ok   " : "FAIL ") + one.job() + ": " + one.step());
    }
    ran.stream().filter(one -> one.code() != 0).forEach(one -> out.println(one.output()));
    assertThat(ran).isNotEmpty().extracting(Ran::code).containsOnly(0);
    return ran;
  }

  private PipelineRunner runner(String... more) {
    Map<String, String> all = new TreeMap<>(machine);
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    return new PipelineRunner(folder, folder.resolve("origin.git"), all);
  }

  private String file(String path) throws IOException {
    return Files.readString(folder.resolve("work").resolve(path));
  }

  private void environment(String... dependencies) throws IOException {
    Files.writeString(folder.resolve("work/environment.yml"), environmentText(dependencies));
  }

  private String environmentText(String... dependencies) {
    return "name: app\nchannels:\n  - file://" + folder.resolve("channel") + "\nplatforms: [linux-64]\n"
        + "dependencies:\n  - " + String.join("\n  - ", dependencies) + "\nvariables:\n  GREETING: Hello\n";
  }

  private void commit(String branch) throws IOException {
    PipelineFolder.sh(
        folder.resolve("work"),
        "git switch --quiet -C " + branch + "\ngit add .\ngit commit --quiet --message " + branch
            + "\ngit push --quiet origin " + branch);
  }

  private String maven(Path work, String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of(folder.resolve("bin/mvn").toString(), "-B", "-ntp"));
    line.addAll(List.of(arguments));
    PipelineRunner.Done done = PipelineRunner.command(work, machine, line);
    assertThat(done.code()).as(done.output()).isZero();
    return done.output();
  }

  private String signingKey() throws IOException {
    return Files.readString(folder.resolve("cosign.key"));
  }

  private static String key() throws GeneralSecurityException {
    KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
    keys.initialize(256);
    byte[] bytes = keys.generateKeyPair().getPrivate().getEncoded();
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
        + "\n-----END PRIVATE KEY-----\n";
  }
}
