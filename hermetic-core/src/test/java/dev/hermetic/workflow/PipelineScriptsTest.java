package dev.hermetic.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.workflow.PipelineRunner.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command of the pipelines is run, job by job, with git and bash as they are; Maven and GitHub's
 * client are programs that write down how they were called. {@link PipelineProgram} runs them with Maven.
 */
@DisabledOnOs(OS.WINDOWS)
class PipelineScriptsTest {
  private static final WorkflowRequest REQUEST =
      PipelineFolder.project(
          List.of("edge"), List.of("main"), false, Optional.of("17 4 * * 1"));

  private static final Map<String, byte[]> FILES =
      Workflows.files(REQUEST, List.of(Provider.values()));
  private static final String BUILD = text(Workflows.GITHUB_BUILD);
  private static final String UPDATE = text(Workflows.GITHUB_UPDATE);
  private static final String GITLAB = text(Workflows.GITLAB_BUILD);

  private static final List<String> STEPS =
      List.of(
          "hermetic:check hermetic:install",
          "hermetic:image",
          "verify -Dhermetic.scan.skip=true hermetic:test hermetic:image",
          "hermetic:scan");

  /** Quotes, spaces and dollar signs have to arrive as they are. */
  private static final String PASSWORD = "pass$word 'of\" the\\registry";

  private static final String KEY = "-----BEGIN KEY-----\nsecret-key\n-----END KEY-----";

  private static final String MAVEN =
      """
      #!/usr/bin/env bash
      set -eu
      all="$*"
      printf '%s\\n' "${all#-B -ntp }" >> "$FAKE/calls"
      for goal in "$@"; do
        if [ -e "$FAKE/fails" ] && [ "$goal" = "$(cat "$FAKE/fails")" ]; then exit 1; fi
        case $goal in
          hermetic:summary)
            mkdir -p target/hermetic
            printf '<!-- hermetic:summary app %s -->\\n## Found\\n| a\\\\nb | "c" $d |\\n' "$TRACK" > target/hermetic/summary.md ;;
          hermetic:update) if [ -e "$FAKE/newer" ]; then cat "$FAKE/newer" >> conda-lock.yml; fi ;;
          hermetic:push)
            cp -r "$DOCKER_CONFIG" "$FAKE/docker"
            stat -c %a "$DOCKER_CONFIG"/* > "$FAKE/modes" ;;
          -Dhermetic.sign.key=*) cp "${goal#*=}" "$FAKE/key" ;;
        esac
      done
      """;

  @TempDir static Path seed;
  @TempDir Path folder;
  private Path origin;
  private PipelineRunner runner;

  /** Made once, since that takes git a dozen processes. */
  @BeforeAll
  static void makeRepository() throws IOException {
    PipelineFolder.sh(
        seed,
        """
        git init --quiet --bare --template= --initial-branch main origin.git
        git -C origin.git config receive.advertisePushOptions true
        mkdir origin.git/hooks
        printf '#!/bin/sh\\nenv | grep ^GIT_PUSH_OPTION_ | sort > ../options\\n' > origin.git/hooks/pre-receive
        chmod +x origin.git/hooks/pre-receive
        git init --quiet --template= work
        cd work
        echo locked > conda-lock.yml
        echo target > .gitignore
        git add .
        git -c user.name=a -c user.email=a@b commit --quiet --message one
        git push --quiet ../origin.git HEAD:main
        """);
    PipelineFolder.program(seed.resolve("bin/mvn"), MAVEN);
    PipelineFolder.program(seed.resolve("bin/gh"), PipelineFolder.GITHUB_CLIENT);
  }

  @BeforeEach
  void copyRepository() throws IOException {
    sh("cp -r '" + seed + "'/{origin.git,bin} . && mkdir home && echo '[]' > comments.json");
    origin = folder.resolve("origin.git");
    runner =
        new PipelineRunner(
            folder,
            origin,
            Map.of(
                "PATH", folder.resolve("bin") + ":" + System.getenv("PATH"),
                "HOME", folder.resolve("home").toString(),
                "FAKE", folder.toString(),
                "CI", "true",
                "RUNNER_TEMP", folder.resolve("runner").toString(),
                "GITHUB_RUN_ID", "7"));
  }

  @Test
  void github_pullRequest_stopsBeforeThePushAndHasNoSecret() throws IOException {
    List<Ran> ran = runner.github(BUILD, "main", pullRequest("team/app"));
    assertThat(ran).extracting(Ran::code).containsOnly(0);
    assertThat(mavenCalls())
        .containsExactlyElementsOf(
            Stream.of("stable", "edge")
                .flatMap(
                    track ->
                        Stream.concat(
                            STEPS.stream().map(goals -> goals + " -Dhermetic.track=" + track),
                            Stream.of(
                                "hermetic:summary -Dhermetic.track=" + track
                                    + " -Dhermetic.summary.outcome=success")))
                .toList());
    assertThat(ran).allSatisfy(one -> assertThat(one.environment().toString()).doesNotContain("secret"));
    // What the change can influence has no token either.
    assertThat(ran.stream().filter(one -> one.environment().containsValue("the-token")).map(Ran::job))
        .containsExactly("comment");
  }

  @Test
  void github_comments_areOneForEachTrackAndRenewed() throws Exception {
    Assumptions.assumeTrue(
        new ProcessBuilder("sh", "-c", "command -v jq").start().waitFor() == 0, "jq is not installed");
    Files.writeString(
        folder.resolve("comments.json"),
        """
        [{"id": 1, "user": {"type": "Bot"}, "body": "<!-- another bot -->"},
         {"id": 2, "user": {"type": "User"}, "body": "<!-- hermetic:summary app edge -->"},
         {"id": 3, "user": {"type": "Bot"}, "body": "<!-- hermetic:summary app stable -->\\nold"},
         {"id": 4, "user": {"type": "Bot"}, "body": "<!-- hermetic:summary app stable -->\\nolder"}]
        """);
    runner.github(BUILD, "main", pullRequest("team/app"));
    assertThat(calls().filter(call -> call.startsWith("gh api --silent")))
        .containsExactly(
            "gh api --silent repos/team/app/issues/12/comments --field body=@summaries/summary-edge/summary.md",
            "gh api --silent --method PATCH repos/team/app/issues/comments/3 --field body=@summaries/summary-stable/summary.md");
    assertThat(folder.resolve("posted")).content().contains("app edge -->", "app stable -->");
  }

  @Test
  void github_pullRequestOfAFork_isNotCommentedOn() throws IOException {
    List<Ran> ran = runner.github(BUILD, "main", pullRequest("somebody/app"));
    assertThat(ran).extracting(Ran::job).containsOnly("review");
    assertThat(ran).allSatisfy(one -> assertThat(one.environment()).doesNotContainValue("the-token"));
  }

  @Test
  void github_withoutASummary_saysSoAndDoesNotFail() throws IOException {
    fails("hermetic:summary");
    List<Ran> ran = runner.github(BUILD, "main", pullRequest("team/app"));
    Ran comment = ran.get(ran.size() - 1);
    assertThat(comment.job()).isEqualTo("comment");
    assertThat(comment.output()).contains("::notice::There is no summary to post.");
    assertThat(comment.code()).isZero();
  }

  @Test
  void github_failedStep_endsTheJobAndIsInTheSummary() throws IOException {
    fails("verify");
    runner.github(BUILD, "main", push("true"));
    assertThat(mavenCalls())
        .containsExactly(
            STEPS.get(0) + " -Dhermetic.track=stable",
            STEPS.get(1) + " -Dhermetic.track=stable",
            STEPS.get(2) + " -Dhermetic.track=stable",
            "hermetic:summary -Dhermetic.track=stable -Dhermetic.summary.outcome=failure");
  }

  @Test
  void github_protectedPush_pushesAndSigns() throws IOException {
    List<Ran> ran = runner.github(BUILD, "main", push("true"));
    assertThat(ran).extracting(Ran::code).containsOnly(0);
    Path used = folder.resolve("runner/hermetic");
    assertThat(mavenCalls())
        .hasSize(6)
        .contains("hermetic:push hermetic:sign -Dhermetic.sign.key=" + used.resolve("cosign.key"));
    assertThat(folder.resolve("docker/config.json")).content().isEqualTo(login("registry.example"));
    assertThat(folder.resolve("key")).hasContent(KEY);
    assertThat(folder.resolve("modes")).hasContent("600\n600");
    assertThat(used).doesNotExist();
    assertThat(ran.stream().filter(one -> one.environment().toString().contains("secret")).map(Ran::step))
        .containsExactly("5 Push the signed image");
    assertThat(ran.stream().map(Ran::output)).noneMatch(output -> output.contains("secret"));
  }

  @Test
  void github_withoutARegistryOfItsOwn_usesGithubsWithTheTokenOfTheJob() throws IOException {
    Map<String, String> context = push("true");
    context.remove("vars.REGISTRY");
    Ran five = step(runner.github(BUILD, "main", context), "5 Push the signed image");
    assertThat(five.environment())
        .containsEntry("REGISTRY", "ghcr.io")
        .containsEntry("REGISTRY_USER", "somebody")
        .containsEntry("REGISTRY_PASSWORD", "the-token");
  }

  @Test
  void github_withoutAKey_pushesNothingUnsigned() throws IOException {
    Map<String, String> context = push("true");
    context.remove("secrets.COSIGN_PRIVATE_KEY");
    List<Ran> ran = runner.github(BUILD, "main", context);
    Ran five = step(ran, "5 Push the signed image");
    assertThat(five.code()).isNotZero();
    assertThat(five.output()).contains("COSIGN_PRIVATE_KEY: is no secret of this repository");
    assertThat(mavenCalls())
        .noneMatch(call -> call.contains("push"))
        .last()
        .isEqualTo("hermetic:summary -Dhermetic.track=stable -Dhermetic.summary.outcome=failure");
  }

  @Test
  void github_pushToABranchThatIsNotProtected_runsNothing() {
    assertThat(runner.github(BUILD, "main", push("false"))).isEmpty();
  }

  @Test
  void github_update_opensOneRequestForEachTrackAndRenewsIt() throws IOException {
    newer("numpy 2");
    Map<String, String> context = schedule();
    context.put("secrets.UPDATE_TOKEN", "secret-token");
    List<Ran> ran = runner.github(UPDATE, "main", context);
    assertThat(ran).extracting(Ran::code).containsOnly(0);
    assertThat(
            ran.stream()
                .filter(one -> one.environment().toString().contains("token"))
                .map(one -> one.step() + " " + one.environment().get("GH_TOKEN"))
                .distinct())
        .containsExactly("Open or renew the pull request secret-token");
    assertThat(branches()).contains("hermetic/update-edge", "hermetic/update-stable", "main");
    String message = sh("git -C origin.git log -1 --format=%an%n%B hermetic/update-edge");
    assertThat(message)
        .startsWith("github-actions[bot]\nUpdate the edge environment\n\n<!-- hermetic:summary app edge -->")
        .contains("\n## Found\n| a\\nb | \"c\" $d |");
    assertThat(sh("git -C origin.git show hermetic/update-edge:conda-lock.yml"))
        .isEqualTo("locked\nnumpy 2\n");
    assertThat(calls().filter(call -> call.startsWith("gh pr create")))
        .containsExactly(
            "gh pr create --head hermetic/update-stable --title Update the stable environment --body-file target/hermetic/summary.md",
            "gh pr create --head hermetic/update-edge --title Update the edge environment --body-file target/hermetic/summary.md");

    String first = sh("git -C origin.git rev-parse hermetic/update-edge");
    Files.writeString(folder.resolve("number"), "31\n");
    runner.github(UPDATE, "main", schedule());
    assertThat(sh("git -C origin.git rev-parse hermetic/update-edge")).isEqualTo(first);
    assertThat(calls()).contains("gh api --silent --method PATCH repos/team/app/pulls/31 --field body=@target/hermetic/summary.md");
  }

  @Test
  void github_update_leavesCommitsOfOthersAlone() throws IOException {
    newer("numpy 2");
    runner.github(UPDATE, "main", schedule());
    sh(
        """
        git clone --quiet --branch hermetic/update-edge origin.git mine
        git -C mine -c user.name=a -c user.email=a@b commit --quiet --allow-empty --message mine
        git -C mine push --quiet origin HEAD
        """);
    newer("numpy 3");
    List<Ran> ran = runner.github(UPDATE, "main", schedule());
    assertThat(ran.get(ran.size() - 1).code()).isEqualTo(1);
    assertThat(ran.get(ran.size() - 1).output())
        .contains("hermetic/update-edge has commits of somebody else and is left as it is.");
    assertThat(sh("git -C origin.git log -1 --format=%s hermetic/update-edge")).isEqualTo("mine\n");
    assertThat(sh("git -C origin.git show hermetic/update-stable:conda-lock.yml"))
        .isEqualTo("locked\nnumpy 3\n");
  }

  @Test
  void updates_withoutNews_openNothing() throws IOException {
    assertThat(runner.github(UPDATE, "main", schedule())).extracting(Ran::code).containsOnly(0);
    runner.gitlab(GITLAB, "main", gitlab("schedule", "HERMETIC_UPDATE", "true"));
    assertThat(branches()).containsExactly("main");
    assertThat(calls().filter(call -> call.startsWith("gh pr"))).isEmpty();
  }

  @Test
  void github_updateOfAnotherBranch_doesNothing() {
    Map<String, String> context = schedule();
    context.put("github.ref_name", "feature");
    assertThat(runner.github(UPDATE, "main", context)).isEmpty();
  }

  @Test
  void gitlab_mergeRequest_stopsBeforeThePush() throws IOException {
    List<Ran> ran = runner.gitlab(GITLAB, "main", gitlab("merge_request_event"));
    assertThat(ran).extracting(Ran::code).containsOnly(0);
    assertThat(ran).extracting(Ran::job).containsOnly("hermetic-review");
    assertThat(mavenCalls())
        .hasSize(10)
        .startsWith(STEPS.get(0) + " -Dhermetic.track=stable")
        .noneMatch(call -> call.contains("push"));
    assertThat(ran.get(0).environment())
        .containsEntry("XDG_CACHE_HOME", folder.resolve("job-1/.cache").toString());
  }

  @Test
  void gitlab_protectedPush_pushesAndSigns() throws IOException {
    Path key = Files.writeString(folder.resolve("cosign.key"), KEY);
    Map<String, String> variables = gitlab("push", "CI_COMMIT_REF_PROTECTED", "true");
    variables.putAll(
        Map.of("COSIGN_PRIVATE_KEY_FILE", key.toString(), "REGISTRY", "registry.example",
            "REGISTRY_USER", "robot", "REGISTRY_PASSWORD", PASSWORD));
    assertThat(runner.gitlab(GITLAB, "main", variables)).extracting(Ran::code).containsOnly(0);
    assertThat(mavenCalls())
        .containsSubsequence(
            STEPS.get(3) + " -Dhermetic.track=stable",
            "hermetic:push hermetic:sign -Dhermetic.sign.key=" + key,
            "hermetic:summary -Dhermetic.track=stable");
    assertThat(folder.resolve("docker/config.json")).content().isEqualTo(login("registry.example"));
    assertThat(folder.resolve("key")).hasContent(KEY);
  }

  @Test
  void gitlab_withoutARegistryOrKeyOfItsOwn_usesGitlabsAndPushesNothingUnsigned() throws IOException {
    Map<String, String> variables =
        gitlab("push", "CI_COMMIT_REF_PROTECTED", "true", "CI_REGISTRY", "registry.gitlab.example");
    variables.put("CI_REGISTRY_USER", "robot");
    variables.put("CI_REGISTRY_PASSWORD", PASSWORD);
    Ran script = step(runner.gitlab(GITLAB, "main", variables), "script");
    assertThat(script.code()).isNotZero();
    assertThat(script.output()).contains("COSIGN_PRIVATE_KEY_FILE: is no variable of this project");
    assertThat(mavenCalls()).noneMatch(call -> call.contains("push"));
    variables.put("COSIGN_PRIVATE_KEY_FILE", Files.writeString(folder.resolve("k"), KEY).toString());
    runner.gitlab(GITLAB, "main", variables);
    assertThat(folder.resolve("docker/config.json"))
        .content()
        .isEqualTo(login("registry.gitlab.example"));
  }

  @Test
  void gitlab_otherPipelines_runNothing() {
    assertThat(runner.gitlab(GITLAB, "main", gitlab("push", "CI_COMMIT_REF_PROTECTED", "false"))).isEmpty();
    assertThat(runner.gitlab(GITLAB, "main", gitlab("schedule"))).isEmpty();
    assertThat(
            runner.gitlab(
                GITLAB, "main", gitlab("push", "CI_COMMIT_REF_PROTECTED", "true", "CI_COMMIT_BRANCH", "next")))
        .isEmpty();
  }

  @Test
  void gitlab_update_asksForOneMergeOfEachTrackWithTheSummary() throws IOException {
    newer("numpy 2");
    Map<String, String> variables = gitlab("schedule", "HERMETIC_UPDATE", "true");
    variables.put("UPDATE_TOKEN", "secret-token");
    assertThat(runner.gitlab(GITLAB, "main", variables)).extracting(Ran::code).containsOnly(0);
    assertThat(branches()).containsExactly("hermetic/update-edge", "hermetic/update-stable", "main");
    assertThat(folder.resolve("options"))
        .hasContent(
            """
            GIT_PUSH_OPTION_0=merge_request.create
            GIT_PUSH_OPTION_1=merge_request.remove_source_branch
            GIT_PUSH_OPTION_2=merge_request.title=Update the edge environment
            GIT_PUSH_OPTION_3=merge_request.description=<!-- hermetic:summary app edge -->\\n## Found\\n| anb | "c" $d |\\n
            GIT_PUSH_OPTION_COUNT=4""");
    assertThat(sh("git -C origin.git log -1 --format=%ae%n%B hermetic/update-edge"))
        .startsWith("hermetic@gitlab.example\nUpdate the edge environment\n\n<!-- hermetic");
    String first = sh("git -C origin.git rev-parse hermetic/update-edge");
    runner.gitlab(GITLAB, "main", variables);
    assertThat(sh("git -C origin.git rev-parse hermetic/update-edge")).isEqualTo(first);
  }

  @Test
  void gitlab_update_givesTheTokenToGitAlone() throws IOException {
    Matcher helper = Pattern.compile("-c credential\\.helper='(!f.*?)' push").matcher(GITLAB);
    assertThat(helper.find()).isTrue();
    String told =
        sh(
            "export UPDATE_TOKEN='a b$c'\n"
                + "printf 'protocol=https\\nhost=gitlab.example\\n\\n' | git -c credential.helper= -c credential.helper='"
                + helper.group(1)
                + "' credential fill\n");
    assertThat(told).contains("username=hermetic\n", "password=a b$c\n");
    assertThat(GITLAB).doesNotContain("$UPDATE_TOKEN@");
  }

  @Test
  void github_severalModules_areBuiltTogetherAndReleasedOneByOne() throws IOException {
    assertThat(runner.github(modules(Workflows.GITHUB_BUILD), "main", pullRequest("team/app")))
        .extracting(Ran::code)
        .containsOnly(0);
    String some = "--projects=:train --also-make ";
    assertThat(mavenCalls())
        .hasSize(10)
        .startsWith(STEPS.get(0) + " -Dhermetic.track=stable")
        .containsSubsequence(
            some + STEPS.get(0) + " -Dhermetic.track=edge",
            some + STEPS.get(2) + " -Dhermetic.track=edge",
            some + "hermetic:summary -Dhermetic.track=edge -Dhermetic.summary.outcome=success")
        .noneMatch(call -> call.contains("push"));
    Files.delete(folder.resolve("calls"));
    assertThat(runner.github(modules(Workflows.GITHUB_BUILD), "main", push("true")))
        .extracting(Ran::code)
        .containsOnly(0);
    String release =
        " hermetic:push hermetic:sign -Dhermetic.sign.key="
            + folder.resolve("runner/hermetic/cosign.key");
    assertThat(mavenCalls())
        .containsSequence(
            STEPS.get(3) + " -Dhermetic.track=stable",
            "--projects=:train" + release,
            "--projects=:serve" + release,
            "hermetic:summary -Dhermetic.track=stable -Dhermetic.summary.outcome=success");
  }

  @Test
  void gitlab_severalModules_stopAtTheOneThatCannotBeReleased() throws IOException {
    Path key = Files.writeString(folder.resolve("cosign.key"), KEY);
    Map<String, String> variables = gitlab("push", "CI_COMMIT_REF_PROTECTED", "true");
    variables.putAll(
        Map.of("COSIGN_PRIVATE_KEY_FILE", key.toString(), "REGISTRY", "registry.example",
            "REGISTRY_USER", "robot", "REGISTRY_PASSWORD", PASSWORD));
    fails("--projects=:train");
    Ran script = step(runner.gitlab(modules(Workflows.GITLAB_BUILD), "main", variables), "script");
    assertThat(script.code()).isEqualTo(1);
    assertThat(mavenCalls())
        .filteredOn(call -> call.contains("hermetic:push"))
        .containsExactly("--projects=:train hermetic:push hermetic:sign -Dhermetic.sign.key=" + key);
  }

  @Test
  void updates_ofSeveralModules_areOneForEachTrackOfEach() throws IOException {
    newer("numpy 2");
    assertThat(runner.github(modules(Workflows.GITHUB_UPDATE), "main", schedule()))
        .extracting(Ran::code)
        .containsOnly(0);
    List<String> three =
        List.of("hermetic/update-serve/stable", "hermetic/update-train/edge", "hermetic/update-train/stable");
    assertThat(branches()).containsAll(three);
    assertThat(mavenCalls())
        .containsSequence(
            "--projects=:train hermetic:update -Dhermetic.track=edge",
            "--projects=:train hermetic:summary -Dhermetic.track=edge");
    assertThat(calls())
        .contains(
            "gh pr create --head hermetic/update-train/edge --title Update the edge environment of train --body-file target/hermetic/summary.md");
    sh("git -C origin.git for-each-ref --format='delete %(refname)' refs/heads/hermetic | git -C origin.git update-ref --stdin");
    Map<String, String> variables = gitlab("schedule", "HERMETIC_UPDATE", "true");
    variables.put("UPDATE_TOKEN", "secret-token");
    assertThat(runner.gitlab(modules(Workflows.GITLAB_BUILD), "main", variables))
        .extracting(Ran::code)
        .containsOnly(0);
    assertThat(branches()).containsAll(three);
  }

  private static String modules(String path) {
    return new String(
        Workflows.files(PipelineFolder.modules(), List.of(Provider.values())).get(path),
        StandardCharsets.UTF_8);
  }

  private static String login(String registry) {
    String auth =
        Base64.getEncoder().encodeToString(("robot:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    return "{\"auths\":{\"" + registry + "\":{\"auth\":\"" + auth + "\"}}}";
  }

  private static Map<String, String> context(String event) {
    Map<String, String> context = new HashMap<>();
    context.put("github.event_name", event);
    context.put("github.repository", "team/app");
    context.put("github.token", "the-token");
    context.put("github.actor", "somebody");
    context.put("vars.REGISTRY", "registry.example");
    context.put("secrets.REGISTRY_USER", "robot");
    context.put("secrets.REGISTRY_PASSWORD", PASSWORD);
    context.put("secrets.COSIGN_PRIVATE_KEY", KEY);
    context.put("secrets.COSIGN_PASSWORD", "secret-of-the-key");
    return context;
  }

  private static Map<String, String> pullRequest(String head) {
    Map<String, String> context = context("pull_request");
    context.put("github.event.pull_request.head.repo.full_name", head);
    context.put("github.event.pull_request.number", "12");
    return context;
  }

  private static Map<String, String> push(String isProtected) {
    Map<String, String> context = context("push");
    context.put("github.ref_protected", isProtected);
    return context;
  }

  private static Map<String, String> schedule() {
    Map<String, String> context = context("schedule");
    context.put("github.ref_name", "main");
    context.put("github.event.repository.default_branch", "main");
    return context;
  }

  private Map<String, String> gitlab(String source, String... more) {
    Map<String, String> variables = new TreeMap<>();
    variables.put("CI_PIPELINE_SOURCE", source);
    variables.put("CI_COMMIT_BRANCH", "main");
    variables.put("CI_SERVER_HOST", "gitlab.example");
    variables.put("CI_PROJECT_URL", "file://" + folder.resolve("origin"));
    for (int i = 0; i < more.length; i += 2) {
      variables.put(more[i], more[i + 1]);
    }
    return variables;
  }

  private static Ran step(List<Ran> ran, String name) {
    return ran.stream().filter(one -> one.step().equals(name)).findFirst().orElseThrow();
  }

  private Stream<String> calls() throws IOException {
    Path calls = folder.resolve("calls");
    return Files.exists(calls) ? Files.readAllLines(calls).stream() : Stream.empty();
  }

  private List<String> mavenCalls() throws IOException {
    return calls().filter(call -> !call.startsWith("gh ")).toList();
  }

  private List<String> branches() throws IOException {
    return sh("git -C origin.git for-each-ref --format='%(refname:lstrip=2)' refs/heads").lines().toList();
  }

  private void newer(String line) throws IOException {
    Files.writeString(folder.resolve("newer"), line + "\n");
  }

  private void fails(String goal) throws IOException {
    Files.writeString(folder.resolve("fails"), goal);
  }

  private String sh(String script) throws IOException {
    return PipelineFolder.sh(folder, script);
  }

  private static String text(String path) {
    return new String(FILES.get(path), StandardCharsets.UTF_8);
  }
}
