package dev.hermetic.workflow;

import java.util.List;

/**
 * The jobs of GitLab CI, to be included by the project's {@code .gitlab-ci.yml}. Secrets are protected
 * variables, which a merge request's pipeline, and so a fork's, never gets.
 */
final class GitlabPipeline {
  private final WorkflowRequest request;

  GitlabPipeline(WorkflowRequest request) {
    this.request = request;
  }

  /** {@link Workflows#GITLAB_BUILD}. */
  String build() {
    String pipeline =
        request.head()
            + """
            .hermetic:
              image: %CONTAINER%
              timeout: 90 minutes
              variables:
                GIT_DEPTH: '0'
                XDG_CACHE_HOME: $CI_PROJECT_DIR/.cache
                MAVEN_ARGS: -B -ntp -Dmaven.repo.local=$CI_PROJECT_DIR/.cache/m2
              cache:
                key:
                  files: [%FILES%]
                  prefix: $TRACK
                paths: [.cache]
              artifacts:
                when: always
                paths: [target/hermetic/summary.md]
                expose_as: Environment summary
                expire_in: 1 week

            hermetic-review:
              extends: .hermetic
              rules:
                - if: $CI_PIPELINE_SOURCE == "merge_request_event"
              interruptible: true
              parallel:
                matrix:
            %MATRIX%
              script:
            %STEPS%
              after_script:
                - mvn%ONLY% hermetic:summary "-Dhermetic.track=$TRACK"

            hermetic-release:
              extends: .hermetic
              rules:
                - if: $CI_COMMIT_REF_PROTECTED == "true" && $CI_PIPELINE_SOURCE == "push" && (%BRANCHES%)
              resource_group: hermetic-release
              variables:
                TRACK: stable
              script:
            %STEPS%
                # 5 Push the signed image
                - |
                  if [ -z "${REGISTRY:-}" ]; then
                    REGISTRY=$CI_REGISTRY
                    REGISTRY_USER=$CI_REGISTRY_USER
                    REGISTRY_PASSWORD=$CI_REGISTRY_PASSWORD
                  fi
                  : "${REGISTRY:?is no variable of this project, and it has no registry of its own}"
                  : "${REGISTRY_USER:?is no variable of this project}"
                  : "${REGISTRY_PASSWORD:?is no variable of this project}"
                  : "${COSIGN_PRIVATE_KEY_FILE:?is no variable of this project}"
                  umask 077
                  DOCKER_CONFIG=$(mktemp -d)
                  export DOCKER_CONFIG
                  trap 'rm -rf "$DOCKER_CONFIG"' EXIT
                  auth=$(printf '%s:%s' "$REGISTRY_USER" "$REGISTRY_PASSWORD" | base64 -w 0)
                  printf '{"auths":{"%s":{"auth":"%s"}}}' "$REGISTRY" "$auth" > "$DOCKER_CONFIG/config.json"
            %PUSH%
              after_script:
                - mvn%ONLY% hermetic:summary "-Dhermetic.track=$TRACK"
            """;
    return (pipeline + (request.cron().isPresent() ? update() : ""))
        .replace("%CONTAINER%", WorkflowRequest.quoted(request.container()))
        .replace("%FILES%", keyFiles())
        .replace("%MATRIX%\n", reviews().indent(6))
        .replace("%STEPS%\n", steps())
        .replace(
            "%PUSH%\n", Release.script(request, "mvn", "$COSIGN_PRIVATE_KEY_FILE").indent(6))
        .replace("%ONLY%", request.hasPartialTracks() ? Release.ONLY : "")
        .replace("%BRANCHES%", branches());
  }

  /**
   * GitLab takes two entries, which may be patterns: globs, in older versions pathspecs of git, of which one
   * that begins with two asterisks means folders below the root alone.
   */
  private String keyFiles() {
    List<String> locks = request.modules().stream().map(WorkflowModule::lockfile).toList();
    if (locks.size() == 1) {
      return WorkflowRequest.quoted(locks.get(0)) + ", pom.xml";
    }
    List<String> names =
        locks.stream().map(path -> path.substring(path.lastIndexOf('/') + 1)).distinct().toList();
    String common = names.get(0);
    for (String name : names) {
      while (!name.endsWith(common)) {
        common = common.substring(1);
      }
    }
    return WorkflowRequest.quoted("**/*" + common) + ", '**/pom.xml'";
  }

  private String reviews() {
    if (!request.hasPartialTracks()) {
      return "- TRACK: [" + request.trackList() + "]";
    }
    return Release.reviews(request, "TRACK", "MODULES");
  }

  /** Jobs for each track of a module. */
  private String updates() {
    if (!request.hasSeveral()) {
      return "- TRACK: [" + request.trackList() + "]";
    }
    StringBuilder jobs = new StringBuilder();
    for (WorkflowModule module : request.modules()) {
      jobs.append("- {MODULE: ")
          .append(WorkflowRequest.quoted(module.name()))
          .append(", ONLY: ")
          .append(WorkflowRequest.quoted(request.only(module)))
          .append(", TRACK: [")
          .append(WorkflowRequest.quoted(module.trackNames()))
          .append("]}\n");
    }
    return jobs.toString();
  }

  /**
   * A push option is one line of at most 65,516 bytes, in which GitLab takes {@code \n} for the end of
   * one. A line of a description that begins with a slash would be a command to GitLab; none of a summary
   * does.
   */
  private String update() {
    return """

        hermetic-update:
          extends: .hermetic
          rules:
            - if: $CI_PIPELINE_SOURCE == "schedule" && $HERMETIC_UPDATE == "true"
          resource_group: hermetic-update
          parallel:
            matrix:
        %UPDATES%
          script:
            - mvn%ONE% hermetic:update "-Dhermetic.track=$TRACK"
            - mvn%ONE% hermetic:summary "-Dhermetic.track=$TRACK"
            - |
        %PROPOSE%
              if [ -n "$same" ]; then exit 0; fi
              : "${UPDATE_TOKEN:?is no variable of this project}"
              description=$(tr -d '\\\\' < target/hermetic/summary.md | awk '{ printf "%s\\\\n", $0 }')
              if [ "$(printf '%s' "$description" | wc -c)" -gt 60000 ]; then
                description="The summary is too long for this place. The message of the commit has all of it."
              fi
              git -c credential.helper= -c credential.helper='!f() { echo username=hermetic; echo "password=$UPDATE_TOKEN"; }; f' push --quiet --force -o merge_request.create -o merge_request.remove_source_branch -o "merge_request.title=$title" -o "merge_request.description=$description" "$CI_PROJECT_URL.git" "HEAD:refs/heads/$branch"
        """
        .replace("%UPDATES%\n", updates().indent(6))
        .replace("%ONE%", request.hasSeveral() ? Proposal.ONLY : "")
        .replace(
            "%PROPOSE%\n",
            Proposal.script("hermetic", "hermetic@$CI_SERVER_HOST", request.hasSeveral()).indent(6));
  }

  private String steps() {
    return """
            # 1 Rebuild from the lock
            - mvn%ONLY% hermetic:check hermetic:install "-Dhermetic.track=$TRACK"
            # 2 Build the image
            - mvn%ONLY% hermetic:image "-Dhermetic.track=$TRACK"
            # 3 Unit and integration tests
            - mvn%ONLY% %TESTS% "-Dhermetic.track=$TRACK"
            # 4 Scan
            - mvn%ONLY% hermetic:scan "-Dhermetic.track=$TRACK"
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
