package dev.hermetic.solve.change;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.match.InvalidMatchSpecException;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.SolveRequest;
import dev.hermetic.version.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Every answer to a small request, by trying everything: no engine's code is used. */
final class EveryAnswer {
  private final SolveRequest request;
  private final List<MatchSpec> limits;
  private final Map<String, Optional<MatchSpec>> parsed = new HashMap<>();
  private final Map<String, List<PackageRecord>> candidates = new HashMap<>();
  private final Map<String, Version> machine = new HashMap<>();
  private long stepsLeft;

  /**
   * @param limits specs that hold for names that are in an answer
   */
  EveryAnswer(SolveRequest request, List<RootSpec> limits) {
    this.request = request;
    this.limits = limits.stream().map(RootSpec::spec).toList();
    for (VirtualPackage given : request.virtualPackages()) {
      machine.put(given.name(), Version.parse(given.version()));
    }
  }

  /** Tells each answer; false when that takes more steps than allowed. */
  boolean tell(long steps, Consumer<Map<String, PackageRecord>> to) {
    stepsLeft = steps;
    List<MatchSpec> needs = request.specs().stream().map(RootSpec::spec).toList();
    return extend(new TreeMap<>(), needs, 0, to);
  }

  private boolean extend(
      TreeMap<String, PackageRecord> chosen,
      List<MatchSpec> needs,
      int from,
      Consumer<Map<String, PackageRecord>> to) {
    if (stepsLeft-- <= 0) {
      return false;
    }
    int at = from;
    while (at < needs.size()) {
      MatchSpec need = needs.get(at);
      PackageRecord there = chosen.get(need.name());
      if (need.name().startsWith("__")) {
        if (!hasMachine(need)) {
          return true;
        }
      } else if (there == null) {
        break;
      } else if (!need.matches(there)) {
        return true;
      }
      at++;
    }
    if (at == needs.size()) {
      if (keepsAll(chosen)) {
        to.accept(chosen);
      }
      return true;
    }
    String name = needs.get(at).name();
    for (PackageRecord record : candidates(name)) {
      if (needs.get(at).matches(record)) {
        List<MatchSpec> more = new ArrayList<>(needs);
        boolean usable = true;
        for (String text : record.depends()) {
          Optional<MatchSpec> spec = parse(text);
          usable &= spec.isPresent();
          spec.ifPresent(more::add);
        }
        for (String text : record.constrains()) {
          usable &= parse(text).isPresent();
        }
        chosen.put(name, record);
        boolean done = !usable || extend(chosen, more, at, to);
        chosen.remove(name);
        if (!done) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether the machine has a virtual package. */
  boolean hasMachine(MatchSpec spec) {
    Version version = machine.get(spec.name());
    return version != null && spec.matches(version, "0");
  }

  /** Whether a name is one of the machine's virtual packages. */
  boolean isMachine(String name) {
    return machine.containsKey(name);
  }

  private boolean keepsAll(Map<String, PackageRecord> chosen) {
    for (PackageRecord record : chosen.values()) {
      for (String text : record.constrains()) {
        MatchSpec spec = parse(text).orElseThrow();
        PackageRecord other = chosen.get(spec.name());
        if (isMachine(spec.name()) ? !hasMachine(spec) : other != null && !spec.matches(other)) {
          return false;
        }
      }
    }
    return limits.stream()
        .allMatch(spec -> !chosen.containsKey(spec.name()) || spec.matches(chosen.get(spec.name())));
  }

  /** Empty when a record with such a text cannot be used. */
  Optional<MatchSpec> parse(String text) {
    return parsed.computeIfAbsent(
        text,
        key -> {
          try {
            return Optional.of(MatchSpec.parse(key));
          } catch (InvalidMatchSpecException e) {
            return Optional.empty();
          }
        });
  }

  /** What the channels' order lets a name be chosen from. */
  List<PackageRecord> candidates(String name) {
    return candidates.computeIfAbsent(
        name,
        key -> {
          List<PackageRecord> found = new ArrayList<>();
          for (List<Repodata> channel : request.channels()) {
            channel.forEach(part -> found.addAll(part.records(key)));
            if (!found.isEmpty() && request.priority() == ChannelPriority.STRICT) {
              break;
            }
          }
          return found;
        });
  }
}
