package dev.hermetic.workflow;

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
  private static final String CACHE =
      "actions/cache@0057852bfaa89a56745cba8c7296529d2fc39830 # v4.3.0";
  private static final String UPLOAD =
      "actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02 # v4.6.2";

  private final WorkflowRequest request;

  GithubWorkflow(WorkflowRequest request) {
    this.request = request;
  }

  /** {@code .github/workflows/hermetic.yml}. */
  String build() {
    return Workflows.MARKER
        + """
        name: Environment
        on:
          pull_request:
          push:
            branches: [%BRANCHES%]
        permissions: {}
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
            steps:
        %STEPS%
              - name: Keep the summary
                if: always()
                uses: %UPLOAD%
                with:
                  name: summary
                  path: target/hermetic/summary.md
          comment:
            needs: review
            if: always() && github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository
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
                  gh run download "$GITHUB_RUN_ID" --name summary --dir summary
                  gh pr comment "$NUMBER" --edit-last --create-if-none --body-file summary/summary.md
          release:
            if: github.event_name == 'push' && github.ref_protected
            runs-on: ubuntu-24.04
            timeout-minutes: 90
            permissions:
              contents: read
              packages: write
            steps:
        %STEPS%
              - name: 5 Push the signed image
                env:
                  REGISTRY: ${{ vars.REGISTRY }}
                  REGISTRY_USER: ${{ secrets.REGISTRY_USER }}
                  REGISTRY_PASSWORD: ${{ secrets.REGISTRY_PASSWORD }}
                  COSIGN_PRIVATE_KEY: ${{ secrets.COSIGN_PRIVATE_KEY }}
                  COSIGN_PASSWORD: ${{ secrets.COSIGN_PASSWORD }}
                run: |
                  umask 077
                  printf '%s' "$REGISTRY_PASSWORD" | docker login "$REGISTRY" --username "$REGISTRY_USER" --password-stdin
                  printf '%s' "$COSIGN_PRIVATE_KEY" > "$RUNNER_TEMP/cosign.key"
                  mvn -B -ntp hermetic:push hermetic:sign "-Dhermetic.sign.key=$RUNNER_TEMP/cosign.key"
              - name: Remove the key
                if: always()
                run: rm -f "$RUNNER_TEMP/cosign.key"
        """
            .replace("%BRANCHES%", branches())
            .replace("%STEPS%\n", steps())
            .replace("%UPLOAD%", UPLOAD);
  }

  private String branches() {
    return String.join(", ", request.branches().stream().map(WorkflowRequest::quoted).toList());
  }

  private String steps() {
    return setUp("0", false)
        + """
              - name: 1 Rebuild from the lock
                run: mvn -B -ntp hermetic:check hermetic:install
              - name: 2 Build the image
                run: mvn -B -ntp hermetic:image
              - name: 3 Unit and integration tests
                run: mvn -B -ntp %TESTS%
              - name: 4 Scan
                run: mvn -B -ntp hermetic:scan
              - name: Sum up
                if: always()
                run: mvn -B -ntp hermetic:summary
        """
            .replace("%TESTS%", request.testGoals());
  }

  private String setUp(String depth, boolean keepsCredentials) {
    return """
              - uses: %CHECKOUT%
                with:
                  fetch-depth: %DEPTH%
                  persist-credentials: %KEEPS%
              - uses: %JAVA%
                with:
                  distribution: temurin
                  java-version: '17'
              - uses: %CACHE%
                with:
                  path: |
                    ~/.cache/hermetic
                    ~/.m2/repository
                  key: hermetic-${{ runner.os }}-${{ runner.arch }}-${{ hashFiles(%LOCK%, 'pom.xml') }}
                  restore-keys: hermetic-${{ runner.os }}-${{ runner.arch }}-
        """
        .replace("%CHECKOUT%", CHECKOUT)
        .replace("%DEPTH%", depth)
        .replace("%KEEPS%", Boolean.toString(keepsCredentials))
        .replace("%JAVA%", JAVA)
        .replace("%CACHE%", CACHE)
        .replace("%LOCK%", WorkflowRequest.quoted(request.lockfile()));
  }

  /** {@code .github/workflows/hermetic-update.yml}: one pull request for each track. */
  String update() {
    return Workflows.MARKER
        + """
        name: Environment updates
        on:
          schedule:
            - cron: %CRON%
          workflow_dispatch:
        permissions: {}
        jobs:
          update:
            runs-on: ubuntu-24.04
            timeout-minutes: 60
            permissions:
              contents: write
              pull-requests: write
            strategy:
              fail-fast: false
              matrix:
                track: [%TRACKS%]
            env:
              TRACK: ${{ matrix.track }}
            steps:
        %STEPS%
              - name: Update the lock
                run: mvn -B -ntp hermetic:update "-Dhermetic.track=$TRACK"
              - name: Sum up
                run: mvn -B -ntp hermetic:summary "-Dhermetic.track=$TRACK"
              - name: Open or renew the pull request
                env:
                  GH_TOKEN: ${{ github.token }}
                run: |
                  git add --update
                  if git diff --cached --quiet; then exit 0; fi
                  branch="hermetic/update-$TRACK"
                  git config user.name 'github-actions[bot]'
                  git config user.email '41898282+github-actions[bot]@users.noreply.github.com'
                  git switch --create "$branch"
                  git commit --message "Update the $TRACK environment"
                  git push --force origin "$branch"
                  gh pr edit "$branch" --body-file target/hermetic/summary.md ||
                    gh pr create --head "$branch" --title "Update the $TRACK environment" --body-file target/hermetic/summary.md
        """
            .replace("%CRON%", WorkflowRequest.quoted(request.cron()))
            .replace("%TRACKS%", Workflows.tracks(request))
            .replace("%STEPS%\n", setUp("1", true));
  }
}
