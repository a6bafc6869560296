package dev.hermetic.adopt;

import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** The files around an environment: the POM, and what git should know. */
final class ProjectFiles {
  /** Any spelling that a user may have chosen for Maven's build folder. */
  private static final Pattern TARGET = Pattern.compile("/?target/?");

  /** Locks are compared byte by byte, and explicit files must agree with theirs. */
  private static final List<String> ATTRIBUTES =
      List.of(
          "*conda-lock.yml text eol=lf linguist-generated",
          "*conda-*.lock text eol=lf linguist-generated",
          "hermetic-ledger.jsonl text eol=lf merge=union");

  private static final String POM =
      """
      <project>
        <modelVersion>4.0.0</modelVersion>
        <groupId>org.example</groupId>
        <artifactId>@NAME@</artifactId>
        <version>1</version>
        <packaging>hermetic</packaging>@PROPERTIES@
        <build><plugins><plugin>
          <groupId>dev.hermetic</groupId><artifactId>hermetic-maven-plugin</artifactId>
          <version>@VERSION@</version>
          <extensions>true</extensions>
        </plugin></plugins></build>
      </project>
      """;

  /** The goals and phases of the packaging {@code hermetic}: a stale lock is renewed, then checked. */
  private static final String SNIPPET =
      """
      <plugin>
        <groupId>dev.hermetic</groupId>
        <artifactId>hermetic-maven-plugin</artifactId>
        <version>@VERSION@</version>@CONFIGURATION@
        <executions>
          <execution>
            <id>lock</id>
            <phase>initialize</phase>
            <goals><goal>lock</goal><goal>check</goal></goals>
          </execution>
          <execution>
            <id>environment</id>
            <goals><goal>test</goal><goal>attach</goal><goal>verify</goal></goals>
          </execution>
        </executions>
      </plugin>
      """;

  private static final Pattern OURS =
      Pattern.compile("<artifactId>\\s*hermetic-maven-plugin\\s*</artifactId>");

  private ProjectFiles() {}

  /**
   * A whole POM.
   *
   * @param settings parameters of the plugin that the project needs, by name
   */
  static String pom(String name, String version, SortedMap<String, String> settings) {
    return POM.replace("@NAME@", artifactId(name))
        .replace(
            "@PROPERTIES@",
            elements("\n  <properties>", "hermetic.", settings, "</properties>"))
        .replace("@VERSION@", version);
  }

  /** What a POM needs that is there; empty when it has the plugin. */
  static Optional<String> snippet(String pom, String version, SortedMap<String, String> settings) {
    return OURS.matcher(pom).find()
        ? Optional.empty()
        : Optional.of(
            SNIPPET
                .replace("@VERSION@", version)
                .replace(
                    "@CONFIGURATION@",
                    elements("\n  <configuration>", "", settings, "</configuration>")));
  }

  private static String elements(
      String start, String prefix, SortedMap<String, String> settings, String end) {
    StringBuilder text = new StringBuilder();
    settings.forEach(
        (name, value) -> {
          String element = prefix.isEmpty() ? parameter(name) : prefix + name;
          text.append("<").append(element).append(">").append(escape(value));
          text.append("</").append(element).append(">");
        });
    return text.length() == 0 ? "" : start + text + end;
  }

  /** {@code pip.indexUrl} is the parameter {@code pipIndexUrl}. */
  private static String parameter(String name) {
    int dot = name.indexOf('.');
    return dot < 0
        ? name
        : name.substring(0, dot) + name.substring(dot + 1, dot + 2).toUpperCase(Locale.ROOT)
            + name.substring(dot + 2);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** Maven takes letters, digits, hyphens, underscores and dots. */
  private static String artifactId(String name) {
    String id = name.replaceAll("[^A-Za-z0-9_.-]+", "-").replaceAll("^[-.]+|[-.]+$", "");
    return id.isEmpty() ? "environment" : id;
  }

  /** {@code .gitignore} with Maven's build folder; empty when it is in it. */
  static Optional<byte[]> ignore(Path file) {
    return with(file, List.of("target/"), TARGET);
  }

  /** {@code .gitattributes} with the locks and the ledger; empty when they are in it. */
  static Optional<byte[]> attributes(Path file) {
    return with(file, ATTRIBUTES, Pattern.compile("(?!)"));
  }

  /** The file with those lines at its end that it does not have in any spelling. */
  private static Optional<byte[]> with(Path file, List<String> wanted, Pattern spellings) {
    // Byte by byte: whatever encoding the user's lines have, they stay.
    String text = Files.exists(file) ? bytes(file) : "";
    List<String> present = text.lines().map(String::strip).toList();
    if (present.stream().anyMatch(line -> spellings.matcher(line).matches())) {
      return Optional.empty();
    }
    List<String> missing =
        wanted.stream()
            .filter(line -> present.stream().noneMatch(had -> startsAlike(had, line)))
            .toList();
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    String end = text.contains("\r\n") ? "\r\n" : "\n";
    StringBuilder extended = new StringBuilder(text);
    if (!text.isEmpty() && !text.endsWith("\n")) {
      extended.append(end);
    }
    missing.forEach(line -> extended.append(line).append(end));
    return Optional.of(extended.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  /** What the user says of the same files counts, whatever it is. */
  private static boolean startsAlike(String line, String wanted) {
    return line.split("\\s", 2)[0].equals(wanted.split("\\s", 2)[0]);
  }

  static String bytes(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new HermeticException(AdoptProblems.unreadable(file.toString()), e);
    }
  }
}
