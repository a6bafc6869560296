package dev.hermetic.maven;

import dev.hermetic.environment.NearName;
import dev.hermetic.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;

/**
 * Properties in Hermetic's own name that no goal reads. Maven says nothing of a misspelt {@code -D} or
 * {@code <properties>}, so that the build would do without what somebody asked for.
 */
final class UnknownProperties {
  private static final String PREFIX = "hermetic.";

  private UnknownProperties() {}

  /** What goals read. */
  static SortedSet<String> known(PluginDescriptor plugin) {
    SortedSet<String> known = new TreeSet<>();
    for (MojoDescriptor mojo : plugin.getMojos()) {
      for (Parameter parameter : mojo.getParameters()) {
        String expression = parameter.getExpression();
        if (expression != null && expression.startsWith("${" + PREFIX)) {
          known.add(expression.substring(2, expression.length() - 1));
        }
      }
    }
    return known;
  }

  /** Those that nobody reads, by name, each with the one that may be meant. */
  static List<Problem> of(SortedSet<String> known, Properties... given) {
    SortedSet<String> unknown = new TreeSet<>();
    for (Properties properties : given) {
      unknown.addAll(properties.stringPropertyNames());
    }
    unknown.removeAll(known);
    List<Problem> problems = new ArrayList<>();
    for (String name : unknown) {
      if (name.startsWith(PREFIX)) {
        problems.add(problem(name, NearName.of(name, known)));
      }
    }
    return problems;
  }

  private static Problem problem(String name, Optional<String> meant) {
    return new Problem(
        "HERM-PARAM-003",
        Problem.Kind.INPUT,
        "property " + name,
        "no goal of Hermetic reads it, so it has no effect"
            + meant.map(one -> "; " + one + " may be meant").orElse(""),
        "take a name of docs/parameters.md (`mvn hermetic:help -Ddetail` prints them), or call a property of your own"
            + " without hermetic. before it");
  }
}
