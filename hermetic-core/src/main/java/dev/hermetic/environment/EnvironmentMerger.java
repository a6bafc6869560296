package dev.hermetic.environment;

import dev.hermetic.environment.Environment.PlatformRequest;
import dev.hermetic.environment.Environment.RequestedChannel;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.Location;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * conda-lock's rules for several files: of one name the last entry counts, at the place of the
 * first (pip entries of one file that differ in their markers stand together); channel lists must be the end of the longest one.
 */
final class EnvironmentMerger {
  private static final String PIP = "pip";

  private EnvironmentMerger() {}

  static PlatformRequest merge(Platform platform, List<DependencyParser.Dependencies> files) {
    Map<String, Requirement> conda = new LinkedHashMap<>();
    Map<String, Requirement> hashed = new LinkedHashMap<>();
    Map<String, List<PipRequirement>> pip = new LinkedHashMap<>();
    for (DependencyParser.Dependencies file : files) {
      for (Requirement requirement : file.conda()) {
        conda.put(requirement.spec().name(), requirement);
        hashed.put(requirement.spec().name(), requirement);
      }
      Map<String, List<PipRequirement>> of = new LinkedHashMap<>();
      for (PipRequirement entry : file.pip()) {
        of.computeIfAbsent(PipNames.key(entry), key -> new ArrayList<>()).add(entry);
      }
      pip.putAll(of);
      if (file.pipSection().isPresent()) {
        Requirement appended = appendedPip(file.pipSection().get());
        hashed.put(PIP, appended);
        Requirement asked = conda.get(PIP);
        conda.put(PIP, asked == null ? appended : inMain(asked));
      }
    }
    return new PlatformRequest(
        platform,
        new ArrayList<>(conda.values()),
        pip.values().stream().flatMap(List::stream).toList(),
        new ArrayList<>(hashed.values()));
  }

  /** conda-lock's requirement for the tool that installs the section: always in category main. */
  private static Requirement appendedPip(Location section) {
    return new Requirement(MatchSpec.parse("pip *"), "pip *", Requirement.MAIN, section, Written.BY_NOBODY);
  }

  private static Requirement inMain(Requirement asked) {
    return new Requirement(asked.spec(), asked.text(), Requirement.MAIN, asked.location(), asked.written());
  }

  static List<RequestedChannel> channels(List<ParsedFile> files, Findings findings) {
    return longest("channels", files, ParsedFile::channels, findings);
  }

  static List<String> pipRepositories(List<ParsedFile> files, Findings findings) {
    return texts(longest("pip-repositories", files, ParsedFile::pipRepositories, findings));
  }

  private static List<RequestedChannel> longest(
      String key,
      List<ParsedFile> files,
      Function<ParsedFile, List<RequestedChannel>> part,
      Findings findings) {
    ParsedFile longest = null;
    for (ParsedFile file : files) {
      if (longest == null || part.apply(file).size() > part.apply(longest).size()) {
        longest = file;
      }
    }
    if (longest == null) {
      return List.of();
    }
    List<String> all = texts(part.apply(longest));
    for (ParsedFile file : files) {
      List<String> texts = texts(part.apply(file));
      if (!texts.equals(all.subList(all.size() - texts.size(), all.size()))) {
        Location location = part.apply(file).get(0).location();
        findings.problem(
            location, EnvironmentProblems.unmergeable(key, location, texts, all, longest.shown()));
      }
    }
    return part.apply(longest);
  }

  private static List<String> texts(List<RequestedChannel> channels) {
    List<String> texts = new ArrayList<>(channels.size());
    for (RequestedChannel channel : channels) {
      texts.add(channel.text());
    }
    return texts;
  }

  /** The last name given. */
  static Optional<String> name(List<ParsedFile> files) {
    Optional<String> last = Optional.empty();
    for (ParsedFile file : files) {
      last = file.name().isPresent() ? file.name() : last;
    }
    return last;
  }

  /** All variables; the last file that has one gives its value. */
  static SortedMap<String, String> variables(List<ParsedFile> files) {
    SortedMap<String, String> variables = new TreeMap<>();
    for (ParsedFile file : files) {
      variables.putAll(file.variables());
    }
    return variables;
  }
}
