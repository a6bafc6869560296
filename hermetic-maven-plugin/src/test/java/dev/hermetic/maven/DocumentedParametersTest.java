package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
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
    assertThat(descriptor)
        .containsSubsequence("<goal>lock</goal>", "<phase>initialize</phase>")
        .containsSubsequence("<goal>clean-cache</goal>", "<phase>clean</phase>")
        .containsSubsequence("<goal>report</goal>", "<phase>site</phase>")
        .doesNotContain("<requiresOnline>true</requiresOnline>");
  }

  private static SortedSet<String> find(String pattern, Path file) throws IOException {
    return Pattern.compile(pattern)
        .matcher(Files.readString(file))
        .results()
        .map(result -> result.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
