package dev.hermetic.workflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What those who run pipelines put into a folder. */
final class PipelineFolder {
  /** GitHub's client, as far as pipelines call it: writes down how, and has no server. */
  static final String GITHUB_CLIENT =
      """
      #!/usr/bin/env bash
      set -eu
      printf 'gh %s\\n' "$*" >> "$FAKE/calls"
      case "$1 $2" in
        'run download')
          mkdir summaries
          cp -r "$FAKE"/artifacts/summary-* summaries ;;
        'pr list') if [ -e "$FAKE/number" ]; then cat "$FAKE/number"; fi ;;
        'api --paginate') jq -r "${@: -1}" "$FAKE/comments.json" ;;
        'api --silent')
          for field in "$@"; do
            case $field in body=@*) cat "${field#*@}" >> "$FAKE/posted" ;; esac
          done ;;
      esac
      """;

  private PipelineFolder() {}

  /** A project that is the whole repository. */
  static WorkflowRequest project(
      List<String> tracks, List<String> branches, boolean bindsTests, Optional<String> cron) {
    return new WorkflowRequest(
        List.of(module("app", WorkflowModule.ROOT, "conda-lock.yml", bindsTests, tracks)),
        branches,
        cron,
        WorkflowRequest.CONTAINER);
  }

  static WorkflowModule module(
      String name, String folder, String lockfile, boolean bindsTests, List<String> tracks) {
    return new WorkflowModule(name, folder, lockfile, new TreeSet<>(tracks), bindsTests);
  }

  /** Two modules, of which one has a track. */
  static WorkflowRequest modules() {
    return new WorkflowRequest(
        List.of(
            module("serve", "serving", "serving/conda-lock.yml", true, List.of()),
            module("train", "envs/train", "envs/train/conda-lock.yml", false, List.of("edge"))),
        List.of("main"),
        Optional.of("17 4 * * 1"),
        WorkflowRequest.CONTAINER);
  }

  static void program(Path file, String script) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Runs a script of bash, which must not fail, and gives what it says. */
  static String sh(Path folder, String script) throws IOException {
    PipelineRunner.Done done =
        PipelineRunner.command(
            folder, Map.of("PATH", System.getenv("PATH")), List.of("bash", "-euc", script));
    if (done.code() != 0) {
      throw new IOException(done.output());
    }
    return done.output();
  }
}
