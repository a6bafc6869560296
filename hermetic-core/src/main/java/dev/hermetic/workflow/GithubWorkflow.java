package dev.hermetic.workflow;

import java.util.List;

/**
 * The workflows of GitHub Actions. Texts of others come into a shell through variables alone; a build of
 * a pull request has no secret and may write nothing.
 */
final class GithubWorkflow {
  /** Tags move, commits do not. */
  private static final String CHECKOUT =
      "actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0";

  private static final String JAVA =
      "actions/setup-java@dded0888837ed1f317902acf8a20df0ad188d165 # v5.0.0";
  private static final String CACHE = "@0057852bfaa89a56745cba8c7296529d2fc39830 # v4.3.0";
  private static final String UPLOAD =
      "actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2";

  /** Also where a step failed, which it then tells. */
  private static final String SUM =
      """
            - name: Sum up
              if: ${{ !cancelled() }}
              env:
                OUTCOME: ${{ job.status }}
              run: mvn -B -ntp%ONLY% hermetic:summary "-Dhermetic.track=$TRACK" "-Dhermetic.summary.outcome=$OUTCOME"
      """;

  private final WorkflowRequest request;

  GithubWorkflow(WorkflowRequest request) {
    this.request = request;
  }

  /** {@link Workflows#GITHUB_BUILD}. */
  String build() {
    return request.head()
        + """
        name: Environment
        on:
          pull_request:
          push:
            branches: [%BRANCHES%]
        permissions: {}
        defaults:
          run:
            shell: bash
        concurrency:
          group: hermetic-${{ github.ref }}
          cancel-in-progress: ${{ github.event_name == 'pull_request' }}
        jobs:
          review:
            if: github.event_name == 'pull_request'
            runs-on: ubuntu-24.04
            timeout-minutes: 90
            permissions:
              contents: read
            strategy:
              fail-fast: false
              matrix:
        %MATRIX%
            env:
        %ENV%
            steps:
        %STEPS%
        %SUM%
              - name: Keep the summary
                if: ${{ !cancelled() }}
                uses: %UPLOAD%
                with:
                  name: summary-${{ matrix.track }}
                  path: target/hermetic/summary.md
                  retention-days: 7
          comment:
            needs: review
            if: ${{ !cancelled() && github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository }}
            runs-on: ubuntu-24.04
            timeout-minutes: 5
            permissions:
              actions: read
              pull-requests: write
            steps:
              - name: Post the summary
                env:
                  GH_TOKEN: ${{ github.token }}
                  GH_REPO: ${{ github.repository }}
                  NUMBER: ${{ github.event.pull_request.number }}
                run: |
                  if ! gh run download "$GITHUB_RUN_ID" --pattern 'summary-*' --dir summaries; then
                    echo '::notice::There is no summary to post. The job review says why.'
                    exit 0
                  fi
                  for file in summaries/*/summary.md; do
                    MARKER=$(head -n 1 "$file")
                    export MARKER
                    case $MARKER in '<!-- hermetic:summary '*' -->') ;; *) continue ;; esac
                    ids=$(gh api --paginate "repos/$GH_REPO/issues/$NUMBER/comments" --jq '.[] | select(.user.type == "Bot" and (.body | startswith(env.MARKER))) | .id')
                    if [ -n "$ids" ]; then
                      gh api --silent --method PATCH "repos/$GH_REPO/issues/comments/${ids%%$'\\n'*}" --field "body=@$file"
                    else
                      gh api --silent "repos/$GH_REPO/issues/$NUMBER/comments" --field "body=@$file"
                    fi
                  done
          release:
            if: github.event_name == 'push' && github.ref_protected
            runs-on: ubuntu-24.04
            timeout-minutes: 90
            environment: release
            permissions:
              contents: read
              packages: write
            env:
              TRACK: stable
            steps:
        %STEPS%
              - name: 5 Push the signed image
                env:
                  REGISTRY: ${{ vars.REGISTRY || 'ghcr.io' }}
                  REGISTRY_USER: ${{ !vars.REGISTRY && github.actor || secrets.REGISTRY_USER }}
                  REGISTRY_PASSWORD: ${{ !vars.REGISTRY && github.token || secrets.REGISTRY_PASSWORD }}
                  COSIGN_PRIVATE_KEY: ${{ secrets.COSIGN_PRIVATE_KEY }}
                  COSIGN_PASSWORD: ${{ secrets.COSIGN_PASSWORD }}
                run: |
                  : "${REGISTRY_USER:?is no secret of this repository}"
                  : "${REGISTRY_PASSWORD:?is no secret of this repository}"
                  : "${COSIGN_PRIVATE_KEY:?is no secret of this repository}"
                  umask 077
                  export DOCKER_CONFIG="$RUNNER_TEMP/hermetic"
                  mkdir -p "$DOCKER_CONFIG"
                  auth=$(printf '%s:%s' "$REGISTRY_USER" "$REGISTRY_PASSWORD" | base64 -w 0)
                  printf '{"auths":{"%s":{"auth":"%s"}}}' "$REGISTRY" "$auth" > "$DOCKER_CONFIG/config.json"
                  printf '%s\\n' "$COSIGN_PRIVATE_KEY" > "$DOCKER_CONFIG/cosign.key"
                  unset COSIGN_PRIVATE_KEY REGISTRY_PASSWORD auth
        %PUSH%
              - name: Remove key and credentials
                if: always()
                run: rm -rf "$RUNNER_TEMP/hermetic"
        %SUM%
        """
            .replace("%BRANCHES%", WorkflowRequest.quoted(request.branches()))
            .replace("%MATRIX%\n", matrix().indent(8))
            .replace("%ENV%\n", environment().indent(6))
            .replace("%STEPS%\n", steps())
            .replace(
                "%PUSH%\n",
                Release.script(request, "mvn -B -ntp", "$DOCKER_CONFIG/cosign.key").indent(10))
            .replace("%SUM%\n", SUM)
            .replace("%ONLY%", request.hasPartialTracks() ? Release.ONLY : "")
            .replace("%UPLOAD%", UPLOAD);
  }

  private String matrix() {
    if (!request.hasPartialTracks()) {
      return "track: [" + request.trackList() + "]";
    }
    return "include:\n" + Release.reviews(request, "track", "modules").indent(2);
  }

  private String environment() {
    return "TRACK: ${{ matrix.track }}\n"
        + (request.hasPartialTracks() ? "MODULES: ${{ matrix.modules }}\n" : "");
  }

  private String steps() {
    return setUp("0", "")
        + """
              - name: 1 Rebuild from the lock
                run: mvn -B -ntp%ONLY% hermetic:check hermetic:install "-Dhermetic.track=$TRACK"
              - name: 2 Build the image
                run: mvn -B -ntp%ONLY% hermetic:image "-Dhermetic.track=$TRACK"
              - name: 3 Unit and integration tests
                run: mvn -B -ntp%ONLY% %TESTS% "-Dhermetic.track=$TRACK"
              - name: 4 Scan
                run: mvn -B -ntp%ONLY% hermetic:scan "-Dhermetic.track=$TRACK"
        """
            .replace("%TESTS%", request.testGoals());
  }

  /**
   * @param depth of the history, 0 for all of it, which a summary compares with
   * @param cacheAction empty for one that also keeps what the job has put into the cache
   */
  private String setUp(String depth, String cacheAction) {
    return """
              - uses: %CHECKOUT%
                with:
                  fetch-depth: %DEPTH%
                  persist-credentials: false
              - uses: %JAVA%
                with:
                  distribution: temurin
                  java-version: '17'
              - uses: %CACHE%
                with:
                  path: |
                    ~/.cache/hermetic
                    ~/.m2/repository
                  key: hermetic-${{ runner.os }}-${{ runner.arch }}-${{ env.TRACK }}-${{ hashFiles(%LOCKS%, '**/pom.xml') }}
                  restore-keys: |
                    hermetic-${{ runner.os }}-${{ runner.arch }}-${{ env.TRACK }}-
                    hermetic-${{ runner.os }}-${{ runner.arch }}-
        """
        .replace("%CHECKOUT%", CHECKOUT)
        .replace("%DEPTH%", depth)
        .replace("%JAVA%", JAVA)
        .replace("%CACHE%", "actions/cache" + cacheAction + CACHE)
        .replace("%LOCKS%", WorkflowRequest.quoted(locks()));
  }

  /** A pattern for the stable lock of each module and those of the tracks beside it. */
  private List<String> locks() {
    return request.modules().stream()
        .map(WorkflowModule::lockfile)
        .map(path -> path.replaceFirst("[^/]*$", "*$0"))
        .distinct()
        .toList();
  }

  /** {@link Workflows#GITHUB_UPDATE}: one pull request for each track of a module. */
  String update(String cron) {
    return request.head()
        + """
        name: Environment updates
        on:
          schedule:
            - cron: %CRON%
          workflow_dispatch:
        permissions: {}
        defaults:
          run:
            shell: bash
        concurrency:
          group: hermetic-update
        jobs:
          update:
            if: github.ref_name == github.event.repository.default_branch
            runs-on: ubuntu-24.04
            timeout-minutes: 60
            permissions:
              contents: write
              pull-requests: write
            strategy:
              fail-fast: false
              matrix:
        %MATRIX%
            env:
        %ENV%
            steps:
        %STEPS%
              - name: Update the lock
                run: mvn -B -ntp%ONLY% hermetic:update "-Dhermetic.track=$TRACK"
              - name: Sum up
                run: mvn -B -ntp%ONLY% hermetic:summary "-Dhermetic.track=$TRACK"
              - name: Open or renew the pull request
                env:
                  GH_TOKEN: ${{ secrets.UPDATE_TOKEN || github.token }}
                  GH_REPO: ${{ github.repository }}
                run: |
                  gh auth setup-git
        %PROPOSE%
                  if [ -z "$same" ]; then git push --quiet --force origin "HEAD:refs/heads/$branch"; fi
                  number=$(gh pr list --head "$branch" --state open --json number --jq '.[0].number // empty')
                  if [ -n "$number" ]; then
                    gh api --silent --method PATCH "repos/$GH_REPO/pulls/$number" --field body=@target/hermetic/summary.md
                  else
                    gh pr create --head "$branch" --title "$title" --body-file target/hermetic/summary.md
                  fi
        """
            .replace("%CRON%", WorkflowRequest.quoted(cron))
            .replace("%MATRIX%\n", updates().indent(8))
            .replace(
                "%ENV%\n",
                ("TRACK: ${{ matrix.track }}\n"
                        + (request.hasSeveral()
                            ? "MODULE: ${{ matrix.module }}\nONLY: ${{ matrix.only }}\n"
                            : ""))
                    .indent(6))
            .replace("%STEPS%\n", setUp("1", "/restore"))
            .replace("%ONLY%", request.hasSeveral() ? Proposal.ONLY : "")
            .replace(
                "%PROPOSE%\n",
                Proposal.script(
                        "github-actions[bot]",
                        "41898282+github-actions[bot]@users.noreply.github.com",
                        request.hasSeveral())
                    .indent(10));
  }

  private String updates() {
    if (!request.hasSeveral()) {
      return "track: [" + request.trackList() + "]";
    }
    StringBuilder jobs = new StringBuilder("include:\n");
    for (WorkflowModule module : request.modules()) {
      for (String track : module.trackNames()) {
        jobs.append("  - {module: ")
            .append(WorkflowRequest.quoted(module.name()))
            .append(", only: ")
            .append(WorkflowRequest.quoted(request.only(module)))
            .append(", track: ")
            .append(WorkflowRequest.quoted(track))
            .append("}\n");
      }
    }
    return jobs.toString();
  }
}
