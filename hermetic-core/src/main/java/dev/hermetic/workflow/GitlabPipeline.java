package dev.hermetic.workflow;

/**
 * The jobs of GitLab CI, to be included by the project's {@code .gitlab-ci.yml}. Secrets are protected
 * variables, which a merge request's pipeline, and so a fork's, never gets.
 */
final class GitlabPipeline {
  private final WorkflowRequest request;

  GitlabPipeline(WorkflowRequest request) {
    this.request = request;
  }

  String build() {
    return Workflows.MARKER
        + """
        .hermetic:
          image: maven:3.9-eclipse-temurin-17
          variables:
            GIT_DEPTH: '0'
            XDG_CACHE_HOME: $CI_PROJECT_DIR/.cache
            MAVEN_ARGS: -B -ntp -Dmaven.repo.local=.cache/m2
          cache:
            key:
              files: [%LOCK%, pom.xml]
            paths: [.cache]

        hermetic-review:
          extends: .hermetic
          rules:
            - if: $CI_PIPELINE_SOURCE == "merge_request_event"
          script:
        %STEPS%
          after_script:
            - mvn hermetic:summary
          artifacts:
            when: always
            paths: [target/hermetic/summary.md]
            expose_as: Environment summary

        hermetic-release:
          extends: .hermetic
          rules:
            - if: $CI_COMMIT_REF_PROTECTED == "true" && $CI_PIPELINE_SOURCE == "push" && (%BRANCHES%)
          script:
        %STEPS%
            # 5 Push the signed image
            - umask 077
            - mkdir -p "$HOME/.docker"
            - printf '{"auths":{"%s":{"auth":"%s"}}}' "$REGISTRY" "$(printf '%s:%s' "$REGISTRY_USER" "$REGISTRY_PASSWORD" | base64 -w0)" > "$HOME/.docker/config.json"
            - mvn hermetic:push hermetic:sign "-Dhermetic.sign.key=$COSIGN_PRIVATE_KEY_FILE"

        hermetic-update:
          extends: .hermetic
          rules:
            - if: $CI_PIPELINE_SOURCE == "schedule" && $HERMETIC_UPDATE == "true"
          parallel:
            matrix:
              - TRACK: [%TRACKS%]
          script:
            - mvn hermetic:update "-Dhermetic.track=$TRACK"
            - mvn hermetic:summary "-Dhermetic.track=$TRACK"
            - git add --update
            - git diff --cached --quiet && exit 0
            - git -c user.name=hermetic -c "user.email=hermetic@$CI_SERVER_HOST" commit --message "Update the $TRACK environment"
            - git push --force -o merge_request.create -o "merge_request.title=Update the $TRACK environment" "https://hermetic:$UPDATE_TOKEN@$CI_SERVER_HOST/$CI_PROJECT_PATH.git" "HEAD:refs/heads/hermetic/update-$TRACK"
          artifacts:
            paths: [target/hermetic/summary.md]
            expose_as: Environment summary
        """
            .replace("%LOCK%", WorkflowRequest.quoted(request.lockfile()))
            .replace("%STEPS%\n", steps())
            .replace("%BRANCHES%", branches())
            .replace("%TRACKS%", Workflows.tracks(request));
  }

  private String steps() {
    return """
            # 1 Rebuild from the lock
            - mvn hermetic:check hermetic:install
            # 2 Build the image
            - mvn hermetic:image
            # 3 Unit and integration tests
            - mvn %TESTS%
            # 4 Scan
            - mvn hermetic:scan
        """
        .replace("%TESTS%", request.testGoals());
  }

  private String branches() {
    return String.join(
        " || ",
        request.branches().stream()
            .map(branch -> "$CI_COMMIT_BRANCH == \"" + branch + "\"")
            .toList());
  }
}
