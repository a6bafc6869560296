package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The plugin's descriptor and its manual name the same parameters. */
class DocumentedParametersTest {
  private static final Path DESCRIPTOR = Path.of("target/classes/META-INF/maven/plugin.xml");
  private static final Path MANUAL = Path.of("../docs/parameters.md");

  @Test
  void manual_namesEveryParameterOfEveryGoal() throws IOException {
    SortedSet<String> inPlugin = find("\\$\\{(hermetic\\.[A-Za-z.]+)\\}", DESCRIPTOR);
    assertThat(inPlugin).contains("hermetic.channelAlias", "hermetic.report.directory");
    assertThat(find("`(hermetic\\.[A-Za-z.]+)`(?=[^|]*\\|)", MANUAL)).isEqualTo(inPlugin);
  }

  @Test
  void descriptor_goals_haveDefaultPhases() throws IOException {
    String descriptor = Files.readString(DESCRIPTOR);
    Map<String, String> phases = new TreeMap<>();
    for (String mojo : descriptor.substring(descriptor.indexOf("<mojo>") + 1).split("<mojo>")) {
      phases.put(value(mojo, "goal"), value(mojo, "phase"));
    }
    assertThat(phases.keySet())
        .filteredOn(goal -> phases.get(goal).isEmpty())
        .as("goals that people call alone")
        .containsExactly("help", "init", "promote");
    assertThat(phases)
        .containsEntry("lock", "initialize")
        .containsEntry("clean-cache", "clean")
        .containsEntry("report", "site")
        .containsEntry("summary", "verify");
    assertThat(descriptor.contains("<requiresOnline>true</requiresOnline>")).isFalse();
  }

  /** The text of the first element of that name; empty where there is none. */
  private static String value(String xml, String element) {
    Matcher found = Pattern.compile("<" + element + ">([^<]*)<").matcher(xml);
    return found.find() ? found.group(1) : "";
  }

  private static SortedSet<String> find(String pattern, Path file) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(file))
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
