package dev.hermetic.advisory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hermetic.advisory.Advisory.Affected;
import dev.hermetic.advisory.Advisory.Change;
import dev.hermetic.advisory.Advisory.Event;
import dev.hermetic.advisory.Advisory.Range;
import dev.hermetic.advisory.Malformed.Loss;
import dev.hermetic.text.JsonTree;
import dev.hermetic.text.ShownText;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads advisories in the format of OSV (schema 1.7). What is wrong with an entry is told and the
 * rest of it used; nothing is dropped without a word.
 */
final class AdvisoryReader {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final int MOST_SHOWN = 120;
  private static final int MOST_OF_SUMMARY = 200;

  private final Consumer<Malformed> told;

  /** @param told hears of everything that is not as it should be */
  AdvisoryReader(Consumer<Malformed> told) {
    this.told = told;
  }

  /**
   * Reads one entry.
   *
   * @param json UTF-8
   * @param place file, and line or name within it
   * @return empty when nothing of it can be used
   */
  Optional<Advisory> read(byte[] json, int length, String place) {
    JsonNode root;
    try {
      root = MAPPER.readTree(json, 0, length);
    } catch (JsonProcessingException e) {
      return lost(place, "", "no JSON: " + JsonTree.reason(e));
    } catch (IOException e) {
      return lost(place, "", "it cannot be read: " + e.getMessage());
    }
    return new Entry(root, place).read();
  }

  private Optional<Advisory> lost(String place, String id, String reason) {
    told.accept(new Malformed(place, id, ShownText.of(reason, MOST_SHOWN), Loss.ALL));
    return Optional.empty();
  }

  /** One entry while it is read. */
  private final class Entry {
    private final JsonNode root;
    private final String place;
    private final String id;

    Entry(JsonNode root, String place) {
      this.root = root;
      this.place = place;
      String said = root.path("id").asText("").strip();
      // Ids go into file names, tables and commands.
      this.id = said.matches("[A-Za-z0-9][A-Za-z0-9_.:-]{0,119}") ? said : "";
    }

    Optional<Advisory> read() {
      if (!root.isObject()) {
        return lost(place, "", "no JSON object");
      }
      if (id.isEmpty()) {
        return lost(place, "", "it has no id");
      }
      JsonNode withdrawn = root.path("withdrawn");
      Instant modified = time("modified", true);
      return Optional.of(
          new Advisory(
              id,
              texts(root.path("aliases"), "aliases", Loss.NOTHING),
              modified == null ? Instant.EPOCH : modified,
              time("published", false),
              // What is withdrawn at a time that cannot be read is not taken for withdrawn.
              withdrawn.isMissingNode() || withdrawn.isNull() ? null : time("withdrawn", true),
              summary(),
              vectors(),
              affected()));
    }

    private void flaw(String reason) {
      flaw(reason, Loss.NOTHING);
    }

    /** Something of what it is about cannot be read, so that it may affect more than is known. */
    private void hidden(String reason) {
      flaw(reason, Loss.AFFECTED);
    }

    private void flaw(String reason, Loss loss) {
      told.accept(new Malformed(place, id, ShownText.of(reason, MOST_SHOWN), loss));
    }

    private @Nullable Instant time(String field, boolean required) {
      String text = root.path(field).asText("");
      if (text.isEmpty()) {
        if (required) {
          flaw(field + " is missing");
        }
        return null;
      }
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException e) {
        flaw(field + " is no time: " + text);
        return null;
      }
    }

    private String summary() {
      String summary = root.path("summary").asText("");
      String text = summary.isBlank() ? root.path("details").asText("") : summary;
      String first = text.strip().lines().findFirst().orElse("").replaceFirst("^#+\\s*", "");
      return ShownText.of(first.strip(), MOST_OF_SUMMARY);
    }

    private List<String> vectors() {
      List<String> vectors = new ArrayList<>(vectors(root.path("severity")));
      for (JsonNode one : root.path("affected")) {
        vectors.addAll(vectors(one.path("severity")));
      }
      return vectors;
    }

    /** Words that a distribution has in place of a vector are no score. */
    private List<String> vectors(JsonNode severities) {
      List<String> vectors = new ArrayList<>();
      for (JsonNode one : severities) {
        String text = one.path("score").asText("");
        if (one.path("type").asText("").startsWith("CVSS_")) {
          vectors.add(text);
          if (Score.of(id, text).isEmpty()) {
            flaw("severity is no CVSS vector: " + text);
          }
        }
      }
      return vectors;
    }

    private List<Affected> affected() {
      JsonNode all = root.path("affected");
      if (!all.isMissingNode() && !all.isNull() && !all.isArray()) {
        hidden("affected is no list");
      }
      List<Affected> affected = new ArrayList<>();
      int number = 0;
      for (JsonNode one : all) {
        affected(one, "affected[" + number++ + "]", affected);
      }
      return affected;
    }

    private void affected(JsonNode one, String name, List<Affected> affected) {
      List<String> versions = texts(one.path("versions"), name + ".versions", Loss.AFFECTED);
      List<Range> ranges = new ArrayList<>();
      // In the order of the entry, so that the same entry is the same advisory.
      Set<PackageKey> repositories = new LinkedHashSet<>();
      for (JsonNode range : one.path("ranges")) {
        Range read = range(range, name);
        if (read != null) {
          ranges.add(read);
          String repository = range.path("repo").asText("");
          if (read.commits() && !repository.isBlank()) {
            repositories.add(PackageKey.repository(repository));
          }
        }
      }
      String ecosystem = one.path("package").path("ecosystem").asText("").strip();
      String of = one.path("package").path("name").asText("").strip();
      if (!ecosystem.isEmpty() && !of.isEmpty()) {
        affected.add(new Affected(new PackageKey(ecosystem, of), ranges, versions));
      } else if (repositories.isEmpty()) {
        hidden(name + " names neither a package nor a repository");
      }
      if (ecosystem.isEmpty() || of.isEmpty()) {
        repositories.forEach(key -> affected.add(new Affected(key, ranges, versions)));
      }
    }

    private @Nullable Range range(JsonNode range, String name) {
      String type = range.path("type").asText("");
      if (!List.of("GIT", "SEMVER", "ECOSYSTEM").contains(type)) {
        hidden(name + " has a range of an unknown type: " + type);
        return null;
      }
      List<Event> events = new ArrayList<>();
      for (JsonNode event : range.path("events")) {
        for (Map.Entry<String, JsonNode> field : event.properties()) {
          Change change = change(field.getKey());
          if (change == null || !field.getValue().isTextual()) {
            hidden(name + " has an unknown event: " + field.getKey());
          } else {
            events.add(new Event(change, field.getValue().asText().strip()));
          }
        }
      }
      if (events.isEmpty()) {
        hidden(name + " has a range without events");
        return null;
      }
      return new Range(type.equals("GIT"), events);
    }

    private static @Nullable Change change(String word) {
      return switch (word) {
        case "introduced" -> Change.INTRODUCED;
        case "fixed" -> Change.FIXED;
        case "last_affected" -> Change.LAST_AFFECTED;
        case "limit" -> Change.LIMIT;
        default -> null;
      };
    }

    private List<String> texts(JsonNode list, String name, Loss loss) {
      List<String> texts = new ArrayList<>();
      if (!list.isMissingNode() && !list.isNull() && !list.isArray()) {
        flaw(name + " is no list", loss);
      }
      for (JsonNode one : list) {
        if (one.isTextual()) {
          texts.add(one.asText());
        } else {
          flaw(name + " has something that is no text", loss);
        }
      }
      return texts;
    }
  }
}
