package dev.hermetic.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A scanner that may be installed. Each looks at an image if there is one, else at a bill of materials. */
public enum Scanner {
  TRIVY {
    @Override
    List<String> command(Target target, Path output, boolean offline) {
      List<String> command = new ArrayList<>(List.of("trivy"));
      command.addAll(target.isImage() ? List.of("image", "--input") : List.of("sbom"));
      command.add(target.place().toString());
      command.addAll(List.of("--format", "json", "--scanners", "vuln", "--quiet"));
      command.addAll(List.of("--output", output.toString()));
      if (offline) {
        command.addAll(
            List.of("--offline-scan", "--skip-db-update", "--skip-java-db-update"));
      }
      return command;
    }

    @Override
    Map<String, String> environment(boolean offline) {
      return Map.of("TRIVY_DISABLE_VEX_NOTICE", "true");
    }

    @Override
    List<Reported> parse(JsonNode root) {
      return TrivyReport.parse(root);
    }
  },

  GRYPE {
    @Override
    List<String> command(Target target, Path output, boolean offline) {
      String scheme = target.isImage() ? "oci-dir:" : "sbom:";
      return List.of(
          "grype", scheme + target.place(), "--output", "json", "--file", output.toString(), "-q");
    }

    @Override
    Map<String, String> environment(boolean offline) {
      Map<String, String> variables = new TreeMap<>();
      variables.put("GRYPE_CHECK_FOR_APP_UPDATE", "false");
      if (offline) {
        variables.put("GRYPE_DB_AUTO_UPDATE", "false");
      }
      return variables;
    }

    @Override
    List<Reported> parse(JsonNode root) {
      return GrypeReport.parse(root);
    }
  };

  /** A report of an image has some megabytes. */
  private static final long MOST_BYTES = 512L << 20;

  /**
   * What is looked at.
   *
   * @param place of an OCI layout, or of a CycloneDX bill
   */
  public record Target(Path place, boolean isImage) {}

  /** In lower case, as parameters, commands and files have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  abstract List<String> command(Target target, Path output, boolean offline);

  abstract Map<String, String> environment(boolean offline);

  /** What is reported; a report of another form is an {@link IllegalArgumentException}. */
  abstract List<Reported> parse(JsonNode root);

  /**
   * Reads a report.
   *
   * @throws dev.hermetic.problem.HermeticException HERM-TOOL-003
   */
  List<Reported> read(Path report) {
    try {
      if (Files.size(report) > MOST_BYTES) {
        throw ToolProblems.unreadable(word(), "its report is far too large");
      }
      return parse(new JsonMapper().readTree(Files.readAllBytes(report)));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw ToolProblems.unreadable(word(), "its report has another form than the known ones");
    } catch (IOException e) {
      throw ToolProblems.unreadable(word(), "it has written no report");
    }
  }
}
