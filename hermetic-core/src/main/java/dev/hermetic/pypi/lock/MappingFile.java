package dev.hermetic.pypi.lock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hermetic.fetch.Acceptor;
import dev.hermetic.fetch.CachedFile;
import dev.hermetic.fetch.FetchRequest;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Redaction;
import dev.hermetic.pypi.names.CondaNames;
import dev.hermetic.pypi.requirement.ProjectName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A mapping from conda names to those of PyPI in the compressed form of parselmouth: a JSON object
 * from names to a name, or null for none.
 *
 * @param names the built-in names with those of the file over them
 * @param sha256 of the file, 64 hex digits; empty where there is none
 */
public record MappingFile(CondaNames names, String sha256) {
  private static final long MOST_BYTES = 64L << 20;

  /** The built-in names alone. */
  public static final MappingFile NONE = new MappingFile(CondaNames.builtIn(), "");

  /**
   * Reads a mapping.
   *
   * @param place a path, relative to the directory, or a URL
   * @throws HermeticException HERM-PIP-009, HERM-NET-nnn
   */
  public static MappingFile read(String place, Path directory, Fetcher fetcher) {
    String shown = Redaction.redact(place);
    String url = place.contains("://") ? place : directory.resolve(place).toUri().toString();
    CachedFile file =
        fetcher
            .fetch(new FetchRequest(url, "fetch:" + shown, shown, Acceptor.ANY))
            .orElseThrow(() -> bad(shown, "it is not there"));
    try {
      if (Files.size(file.file()) > MOST_BYTES) {
        throw bad(shown, "it is too large");
      }
      JsonNode root = new ObjectMapper().readTree(file.file().toFile());
      if (root == null || !root.isObject()) {
        throw bad(shown, "it is no JSON object");
      }
      Map<String, String> names = new TreeMap<>();
      root.fields()
          .forEachRemaining(one -> names.put(one.getKey(), name(one.getKey(), one.getValue(), shown)));
      return new MappingFile(CondaNames.builtIn().with(names), file.sha256());
    } catch (IOException e) {
      throw new HermeticException(PipProblems.badMapping(shown, "it is no JSON"), e);
    }
  }

  private static String name(String conda, JsonNode value, String shown) {
    if (!value.isNull() && !(value.isTextual() && ProjectName.isName(value.asText()))) {
      throw bad(shown, "the value of " + conda + " is neither a name nor null");
    }
    return value.isNull() ? "-" : value.asText();
  }

  private static HermeticException bad(String shown, String detail) {
    return new HermeticException(PipProblems.badMapping(shown, detail));
  }
}
