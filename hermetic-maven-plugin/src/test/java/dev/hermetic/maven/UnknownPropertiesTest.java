package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.problem.Problem;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.junit.jupiter.api.Test;

class UnknownPropertiesTest {
  private final TreeSet<String> known =
      new TreeSet<>(List.of("hermetic.channels", "hermetic.image.from", "hermetic.image.to"));

  @Test
  void of_namesThatNobodyReads_areToldOnceEachByName() {
    Properties user = properties("hermetic.image.base", "hermetic.channels", "skipTests");
    Properties pom = properties("hermetic.image.base", "hermetic.chanels", "sample.channels");

    List<Problem> problems = UnknownProperties.of(known, user, pom);

    assertThat(problems)
        .extracting(Problem::subject)
        .containsExactly("property hermetic.chanels", "property hermetic.image.base");
    assertThat(problems.get(0).fact()).endsWith("; hermetic.channels may be meant");
    assertThat(problems.get(1).fact()).endsWith("it has no effect");
  }

  @Test
  void of_nothingGiven_tellsNothing() {
    assertThat(UnknownProperties.of(known)).isEmpty();
    assertThat(UnknownProperties.of(known, properties("hermetic.image.to"))).isEmpty();
  }

  @Test
  void known_readsTheExpressionsOfAllGoals() throws Exception {
    PluginDescriptor plugin = new PluginDescriptor();
    plugin.addMojo(goal(plugin, "lock", "${hermetic.channels}", "${session}"));
    plugin.addMojo(goal(plugin, "image", "${hermetic.image.to}", null));
    assertThat(UnknownProperties.known(plugin))
        .containsExactly("hermetic.channels", "hermetic.image.to");
  }

  private static MojoDescriptor goal(PluginDescriptor plugin, String name, String... expressions)
      throws Exception {
    MojoDescriptor goal = new MojoDescriptor();
    goal.setPluginDescriptor(plugin);
    goal.setGoal(name);
    for (int i = 0; i < expressions.length; i++) {
      Parameter parameter = new Parameter();
      parameter.setName("p" + i);
      parameter.setExpression(expressions[i]);
      goal.addParameter(parameter);
    }
    return goal;
  }

  private static Properties properties(String... names) {
    Properties properties = new Properties();
    for (String name : names) {
      properties.setProperty(name, "x");
    }
    return properties;
  }
}
