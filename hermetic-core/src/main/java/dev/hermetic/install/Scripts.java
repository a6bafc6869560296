package dev.hermetic.install;

import dev.hermetic.activate.Activation;
import dev.hermetic.environment.NearName;
import dev.hermetic.prefix.PlannedPath;
import dev.hermetic.prefix.PrefixPackage;
import dev.hermetic.prefix.PrefixPlan;
import dev.hermetic.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Scripts of packages that other installers run and Hermetic does not: link scripts (CEP-34), and
 * scripts of activation that do more than set variables.
 *
 * @param warnings about packages that the user does not allow
 * @param allowed what is not run of those that the user allows, with the declared effect
 */
record Scripts(List<Problem> warnings, List<String> allowed) {
  /** CEP-34: {@code bin/.NAME-STEP.sh}, on Windows {@code Scripts/.NAME-STEP.bat}. */
  private static final Pattern LINK_SCRIPT =
      Pattern.compile("(?:bin|Scripts)/\\.(.+)-(?:pre-link|post-link|pre-unlink)\\.(?:sh|bat)");

  Scripts {
    warnings = List.copyOf(warnings);
    allowed = List.copyOf(allowed);
  }

  static Scripts of(PrefixPlan plan, Activation activation, InstallRequest request) {
    List<Problem> warnings = new ArrayList<>();
    List<String> allowed = new ArrayList<>();
    Map<String, TreeSet<String>> linkScripts = new HashMap<>();
    for (PlannedPath path : plan.paths()) {
      if (path.path().contains("/.") && LINK_SCRIPT.matcher(path.path()).matches()) {
        linkScripts.computeIfAbsent(path.owner(), key -> new TreeSet<>()).add(path.path());
      }
    }
    Map<String, String> names = new HashMap<>();
    plan.wheels()
        .forEach(one -> names.put(one.distribution(), one.unpacked().info().name()));
    for (PrefixPackage one : plan.packages()) {
      names.put(one.distribution(), one.record().name());
      TreeSet<String> scripts = linkScripts.get(one.distribution());
      if (scripts != null) {
        String effect = request.allowedScripts().get(one.record().name());
        if (effect == null) {
          warnings.add(InstallProblems.scriptsNotRun(one.distribution(), scripts));
        } else {
          allowed.add(line(one.distribution(), String.join(", ", scripts), effect));
        }
      }
    }
    for (Activation.LeftScript script : activation.left()) {
      String owner = owner(plan, script.path());
      String effect = request.allowedScripts().get(names.getOrDefault(owner, ""));
      if (effect == null) {
        warnings.add(InstallProblems.activationNotData(owner, script.path(), script.why()));
      } else {
        allowed.add(line(owner, script.path(), effect));
      }
    }
    return new Scripts(warnings, allowed);
  }

  /**
   * A warning of allowed names that no package of the lock has: whoever misspells one is not told
   * otherwise, where the package's scripts are warned of as before.
   */
  static Optional<Problem> unknown(InstallRequest request, LockedContent content) {
    List<String> unknown =
        request.allowedScripts().keySet().stream()
            .filter(name -> !content.names().contains(name))
            .map(
                name ->
                    name
                        + NearName.of(name, content.names())
                            .map(near -> " (did you mean " + near + "?)")
                            .orElse(""))
            .toList();
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of(InstallProblems.allowsUnknown(request.shownLock(), unknown));
  }

  private static String owner(PrefixPlan plan, String path) {
    for (PlannedPath one : plan.paths()) {
      if (one.path().equals(path)) {
        return one.owner();
      }
    }
    return "";
  }

  private static String line(String distribution, String scripts, String effect) {
    String declared = effect.isEmpty() ? "" : ", declared: " + effect;
    return distribution + ": " + scripts + " not run, allowed" + declared;
  }
}
