package dev.hermetic.activate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.hermetic.archive.PackageEntry;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.text.PlainJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads the activation of a prefix from its files. What packages bring is hostile: it is bounded. */
public final class ActivationReader {
  private static final String VARIABLES = "etc/conda/env_vars.d";
  private static final String SCRIPTS = "etc/conda/activate.d";
  private static final String STATE = "conda-meta/state";

  /** How conda writes down that a variable was unset ({@code conda env config vars unset}). */
  private static final String NO_VALUE = "***unset***";

  /** No honest file of this kind comes near. */
  private static final long MOST_BYTES = 1 << 20;

  private final Path folder;
  private final String prefix;
  private final Platform platform;
  private final List<Step> steps = new ArrayList<>();
  private final List<Activation.LeftScript> left = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  private ActivationReader(Path folder, String prefix, Platform platform) {
    this.folder = folder;
    this.prefix = prefix;
    this.platform = platform;
  }

  /**
   * Reads the activation.
   *
   * @param folder where the prefix lies here
   * @param prefix its path where it is used
   * @throws HermeticException HERM-ACT-001 for each file that cannot be used
   */
  public static Activation read(Path folder, String prefix, Platform platform) {
    return new ActivationReader(folder, prefix, platform).read();
  }

  private Activation read() {
    steps.add(new Step.Path(folders(), platform.isWindows() ? ";" : ":"));
    for (String file : files(VARIABLES, ".json")) {
      json(file, false).forEach(this::set);
    }
    if (Files.exists(folder.resolve(STATE))) {
      json(STATE, true).forEach(this::set);
    }
    set("CONDA_PREFIX", prefix);
    set("CONDA_DEFAULT_ENV", name());
    set("CONDA_SHLVL", "1");
    set("CONDA_PROMPT_MODIFIER", "(" + name() + ") ");
    for (String file : files(SCRIPTS, platform.isWindows() ? ".bat" : ".sh")) {
      script(file);
    }
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
    return new Activation(steps, left);
  }

  private List<String> folders() {
    if (!platform.isWindows()) {
      return List.of(prefix + "/bin");
    }
    return Stream.of(
            "", "\\Library\\mingw-w64\\bin", "\\Library\\usr\\bin", "\\Library\\bin", "\\Scripts",
            "\\bin")
        .map(below -> prefix + below)
        .toList();
  }

  /** As conda calls it: by its name below {@code envs}, else by its path. */
  private String name() {
    String[] parts = prefix.split("[/\\\\]");
    boolean named = parts.length > 1 && parts[parts.length - 2].equals("envs");
    return named ? parts[parts.length - 1] : prefix;
  }

  private void set(String name, String value) {
    steps.add(new Step.Set(name, Step.Value.text(value), true));
  }

  /** In the order of code points, relative to the prefix. */
  private List<String> files(String below, String ending) {
    Path place = folder.resolve(below);
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    try (Stream<Path> found = Files.list(place)) {
      return found
          .map(file -> below + "/" + file.getFileName())
          .filter(file -> file.endsWith(ending))
          .sorted(PackageEntry::compareCodePoints)
          .toList();
    } catch (IOException e) {
      problem(below, "the folder cannot be read");
      return List.of();
    }
  }

  private void script(String file) {
    if (platform.isWindows()) {
      left.add(new Activation.LeftScript(file, "is a script of cmd.exe"));
      return;
    }
    String text = text(file);
    try {
      steps.addAll(ScriptReader.read(text));
    } catch (ScriptReader.NotData e) {
      left.add(new Activation.LeftScript(file, e.getMessage()));
    }
  }

  /** Empty, and a problem, where the file leads out of the prefix or is no text of sane size. */
  private String text(String file) {
    try {
      Path real = folder.resolve(file).toRealPath();
      if (!real.startsWith(folder.toRealPath())
          || !Files.isRegularFile(real)
          || Files.size(real) > MOST_BYTES) {
        problem(file, "is no file of the prefix, or has more than 1 MiB");
        return "";
      }
      return new String(Files.readAllBytes(real), StandardCharsets.UTF_8);
    } catch (IOException e) {
      problem(file, "cannot be read");
      return "";
    }
  }

  /** Texts by name; of conda-meta/state those under {@code env_vars}. */
  private Map<String, String> json(String file, boolean isState) {
    Map<String, String> values = new LinkedHashMap<>();
    String text = text(file);
    if (!isState && isPlain(text, values)) {
      values.values().removeIf(NO_VALUE::equals);
      return values;
    }
    values.clear();
    try (JsonParser parser = Json.FACTORY.createParser(text)) {
      require(parser.nextToken() == JsonToken.START_OBJECT);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (!isState) {
          put(values, name, parser, value);
        } else if (name.equals("env_vars") && value == JsonToken.START_OBJECT) {
          while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String variable = parser.currentName();
            put(values, variable, parser, parser.nextToken());
          }
        } else {
          parser.skipChildren();
        }
      }
      require(parser.currentToken() == JsonToken.END_OBJECT);
    } catch (IOException e) {
      if (problems.stream().noneMatch(one -> one.subject().equals(file))) {
        problem(file, "is no JSON object of names and texts");
      }
      return Map.of();
    }
    return values;
  }

  /**
   * Reads the texts by name that nearly all such files are. Most environments have one or two, and to load
   * Jackson for them takes a fortieth of a second.
   *
   * @return false for all else, about which Jackson has to say what it is
   */
  private static boolean isPlain(String text, Map<String, String> values) {
    if (!(new PlainJson(1).read(text.getBytes(StandardCharsets.UTF_8)) instanceof Map<?, ?> map)) {
      return false;
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String name = (String) entry.getKey();
      if (!ScriptReader.NAME.matcher(name).matches()
          || !(entry.getValue() instanceof String value)
          || value.indexOf('\0') >= 0) {
        return false;
      }
      values.put(name, value);
    }
    return true;
  }

  /** Loaded when it is needed. */
  private static final class Json {
    static final JsonFactory FACTORY =
        JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  }

  private static void put(
      Map<String, String> values, String name, JsonParser parser, JsonToken token)
      throws IOException {
    boolean isVariable = ScriptReader.NAME.matcher(name).matches();
    require(isVariable && token.isScalarValue() && token != JsonToken.VALUE_NULL);
    String value = parser.getText();
    require(value.indexOf('\0') < 0);
    if (!value.equals(NO_VALUE)) {
      values.put(name, value);
    }
  }

  private static void require(boolean holds) throws IOException {
    if (!holds) {
      throw new IOException("not of the form");
    }
  }

  private void problem(String file, String fact) {
    problems.add(
        new Problem(
            "HERM-ACT-001",
            Problem.Kind.INPUT,
            file,
            "the variables that it sets on activation cannot be read: " + fact,
            "lock another build of the package that brings the file, and tell its maintainers"));
  }
}
