package dev.hermetic.tool;

import com.fasterxml.jackson.databind.JsonNode;

/** What both forms of report have. */
final class Reports {
  private Reports() {}

  static String id(JsonNode node) {
    String id = node.asText("");
    if (id.isBlank()) {
      throw new IllegalArgumentException("a vulnerability without a name");
    }
    return id;
  }
}
