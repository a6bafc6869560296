package dev.hermetic.explain;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.environment.Environment;
import dev.hermetic.environment.EnvironmentReader;
import dev.hermetic.environment.EnvironmentSource;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.SolveRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Does to the letter what the sentences of an explanation say, as a user would: it edits the text of
 * the environment file and the settings. It knows nothing of how the changes were found.
 */
final class FollowedChanges {
  private static final String AT = " \\(environment\\.yml:(\\d+)\\)";
  private static final Pattern WRITE =
      Pattern.compile("write `(.+?)` instead of `.+?`" + AT + "(?: on (.+))?");
  private static final Pattern LEAVE_OUT = Pattern.compile("leave out `.+?`" + AT + "(?: on (.+))?");
  private static final Pattern LIMIT =
      Pattern.compile("limit `.+?`" + AT + " to [^:]+: (.+)");
  private static final Pattern CUDA = Pattern.compile("set -Dhermetic\\.cuda=(\\S+) if .*");
  private static final Pattern VIRTUAL =
      Pattern.compile("set `(\\w+): \"(.+?)\"` for (.+) in virtual-packages\\.yml if .*");
  private static final Pattern PRIORITY =
      Pattern.compile("set -Dhermetic\\.channelPriority=(\\w+)");
  private static final Map<String, String> SELECTORS =
      Map.of(
          "linux-64", "linux64",
          "linux-aarch64", "aarch64",
          "osx-64", "osx64",
          "osx-arm64", "arm64",
          "win-64", "win64");

  private final List<String> file;
  private final SortedMap<Platform, SolveRequest> requests;

  FollowedChanges(GoldenExplanation explained) {
    this.file = new ArrayList<>(explained.file());
    this.requests = new TreeMap<>(explained.requests());
  }

  /** @throws IllegalArgumentException for a sentence that a user could not follow */
  FollowedChanges follow(String change) {
    Matcher write = WRITE.matcher(change);
    Matcher leaveOut = LEAVE_OUT.matcher(change);
    Matcher limit = LIMIT.matcher(change);
    Matcher cuda = CUDA.matcher(change);
    Matcher virtual = VIRTUAL.matcher(change);
    Matcher priority = PRIORITY.matcher(change);
    if (change.contains(", and ")) {
      Arrays.stream(change.split(", and ")).forEach(this::follow);
    } else if (write.matches()) {
      replace(write.group(2), "  - " + write.group(1), write.group(3));
    } else if (leaveOut.matches()) {
      replace(leaveOut.group(1), "", leaveOut.group(2));
    } else if (limit.matches()) {
      String lines =
          limit.group(2).replace("`, `", "`\n  `").replace("` and `", "`\n  `").replace("`", "");
      file.set(Integer.parseInt(limit.group(1)) - 1, "  " + lines);
    } else if (cuda.matches()) {
      requests.replaceAll(
          (platform, request) ->
              request.virtualPackages().stream().anyMatch(given -> given.name().equals("__cuda"))
                  ? with(request, "__cuda", cuda.group(1))
                  : request);
    } else if (virtual.matches()) {
      List<String> named = List.of(virtual.group(3).split(", | and "));
      requests.replaceAll(
          (platform, request) ->
              named.contains(platform.subdir())
                  ? with(request, virtual.group(1), virtual.group(2))
                  : request);
    } else if (priority.matches()) {
      ChannelPriority weaker = ChannelPriority.valueOf(priority.group(1).toUpperCase(Locale.ROOT));
      requests.replaceAll((platform, request) -> with(request, weaker));
    } else {
      throw new IllegalArgumentException(change);
    }
    return this;
  }

  private void replace(String line, String by, String platforms) {
    int index = Integer.parseInt(line) - 1;
    if (platforms == null) {
      file.set(index, by);
      return;
    }
    List<String> named = List.of(platforms.split(", | and "));
    List<String> lines = new ArrayList<>();
    for (Platform platform : requests.keySet()) {
      String selector = "  # [" + SELECTORS.get(platform.subdir()) + "]";
      // Where the line was changed for other platforms, it is several already.
      String old =
          Arrays.stream(file.get(index).split("\n"))
              .filter(text -> !text.contains("# [") || text.endsWith(selector))
              .map(text -> text.replace(selector, ""))
              .findFirst()
              .orElse("");
      String text = named.contains(platform.subdir()) ? by : old;
      if (!text.isEmpty()) {
        lines.add(text + selector);
      }
    }
    file.set(index, String.join("\n", lines));
  }

  private static SolveRequest with(SolveRequest request, String name, String version) {
    List<VirtualPackage> changed = new ArrayList<>(request.virtualPackages());
    changed.removeIf(given -> given.name().equals(name));
    changed.add(new VirtualPackage(name, version, "0"));
    return new SolveRequest(
        request.platform(),
        request.specs(),
        changed,
        request.channels(),
        request.priority(),
        request.excludeNewer());
  }

  private static SolveRequest with(SolveRequest request, ChannelPriority priority) {
    return new SolveRequest(
        request.platform(),
        request.specs(),
        request.virtualPackages(),
        request.channels(),
        priority,
        request.excludeNewer());
  }

  /** The requests of the changed file, read as the lock goal reads it. */
  List<SolveRequest> requests(Path directory) {
    try {
      Files.write(directory.resolve(GoldenExplanation.FILE), file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Environment environment =
        EnvironmentReader.read(
            new EnvironmentSource(
                directory,
                List.of(Path.of(GoldenExplanation.FILE)),
                List.copyOf(requests.keySet()),
                List.of()));
    return requests.values().stream()
        .map(
            request ->
                new SolveRequest(
                    request.platform(),
                    environment.requests().get(request.platform()).conda().stream()
                        .map(one -> new RootSpec(one.spec(), one.location()))
                        .toList(),
                    request.virtualPackages(),
                    request.channels(),
                    request.priority(),
                    request.excludeNewer()))
        .toList();
  }
}
