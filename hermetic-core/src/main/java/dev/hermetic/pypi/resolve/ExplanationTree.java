package dev.hermetic.pypi.resolve;

import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.requirement.PypiRequirement;
import dev.hermetic.text.TextTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Draws what a failure rests on, from the user's lines down. */
final class ExplanationTree {
  private final List<Cause> leaves;
  private final Set<ProjectName> shown = new HashSet<>();

  ExplanationTree(List<Cause> leaves) {
    this.leaves = leaves;
  }

  List<String> draw(List<Root> roots) {
    TextTree top = new TextTree("");
    for (Root root : roots) {
      PypiRequirement asked = root.requirement();
      TextTree line = top.add("`" + asked.text() + "` (" + root.location() + ")");
      below(line, asked.name());
    }
    for (Cause leaf : leaves) {
      if (leaf instanceof Cause.Asked asked && asked.limit()) {
        top.add(
            "the constraint `"
                + asked.root().requirement().text()
                + "` ("
                + asked.root().location()
                + ")");
      }
    }
    return top.draw();
  }

  /** What is known of a project, and what its versions need. */
  private void below(TextTree line, ProjectName name) {
    if (!shown.add(name)) {
      return;
    }
    for (String fact : facts(name)) {
      line.add(fact);
    }
    needs(name)
        .forEach(
            (text, target) -> {
              TextTree child = line.add(text);
              below(child, target);
            });
  }

  private List<String> facts(ProjectName name) {
    List<String> facts = new ArrayList<>();
    for (Domain domain : domains(name)) {
      if (domain.provided() != null) {
        add(
            facts,
            "conda brings "
                + name
                + " "
                + domain.provided().version()
                + " (package "
                + domain.provided().packageName()
                + "), which is not replaced");
      } else if (domain.candidates().isEmpty()) {
        add(facts, "no index has a project " + name);
      }
    }
    for (Cause leaf : leaves) {
      if (leaf instanceof Cause.Unusable unusable && unusable.domain().name().equals(name)) {
        add(
            facts,
            unusable.domain().title()
                + " "
                + unusable.domain().versions(unusable.candidates())
                + " "
                + said(unusable));
      } else if (leaf instanceof Cause.Asked asked
          && asked.target().name().equals(name)
          && asked.target().provided() == null
          && !asked.target().candidates().isEmpty()
          && nothingFits(asked)) {
        add(
            facts,
            "no version of it fits; there are "
                + asked.target().versions(asked.target().everything()));
      }
    }
    return facts;
  }

  /** Reasons are written of one version. */
  private static String said(Cause.Unusable unusable) {
    String reason = unusable.reason();
    return unusable.candidates().count() == 1
        ? reason
        : reason.replaceFirst("^has ", "have ").replaceFirst("^needs ", "need ").replaceFirst("^was ", "were ");
  }

  private static boolean nothingFits(Cause.Asked asked) {
    return asked.target().candidates().stream()
        .noneMatch(
            one ->
                asked.root().requirement().specifiers().contains(one.version(), true));
  }

  private static void add(List<String> facts, String fact) {
    if (!facts.contains(fact)) {
      facts.add(fact);
    }
  }

  private List<Domain> domains(ProjectName name) {
    List<Domain> domains = new ArrayList<>();
    for (Cause leaf : leaves) {
      Domain domain =
          leaf instanceof Cause.Asked asked
              ? asked.target()
              : leaf instanceof Cause.Needs needs
                  ? needs.target()
                  : leaf instanceof Cause.Unusable unusable ? unusable.domain() : null;
      if (domain != null && domain.name().equals(name) && !domains.contains(domain)) {
        domains.add(domain);
      }
    }
    return domains;
  }

  /** The needs of a project's versions that the failure rests on, equal ones told once. */
  private Map<String, ProjectName> needs(ProjectName name) {
    SortedMap<String, Cause.Needs> first = new TreeMap<>();
    SortedMap<String, Subset> states = new TreeMap<>();
    for (Cause leaf : leaves) {
      if (leaf instanceof Cause.Needs needs && needs.by().name().equals(name)) {
        String key = needs.by().title() + " " + needs.requirement();
        first.putIfAbsent(key, needs);
        states.merge(key, needs.by().only(needs.candidate()), Subset::or);
      }
    }
    Map<String, ProjectName> texts = new LinkedHashMap<>();
    first.entrySet().stream()
        .sorted(
            Comparator.comparing(
                (Map.Entry<String, Cause.Needs> one) -> states.get(one.getKey()).next(1)))
        .forEach(
            one -> {
              Domain by = one.getValue().by();
              Subset which = states.get(one.getKey());
              boolean several = which.count() > 1;
              texts.put(
                  by.title()
                      + " "
                      + by.versions(which)
                      + (several ? " need `" : " needs `")
                      + one.getValue().requirement()
                      + "`",
                  one.getValue().target().name());
            });
    return texts;
  }
}
