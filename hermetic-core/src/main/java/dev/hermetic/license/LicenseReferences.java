package dev.hermetic.license;

import dev.hermetic.digest.Sha256;
import dev.hermetic.license.LicenseExpression.Single;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Identifiers for licences that are not on the SPDX list. */
final class LicenseReferences {
  /** Of a text that has too many characters, or others than an identifier may have. */
  private static final int SHOWN = 40;

  private LicenseReferences() {}

  /**
   * The reference for a text, the same for the same text: its characters, where an identifier may have
   * them (SPDX 2.3, clause 10.1); else what is left of them, and eight digits of the text's SHA-256.
   *
   * @param references where the text is kept
   */
  static Single of(String text, Map<String, String> references) {
    String slug = text.replaceAll("[^A-Za-z0-9.-]+", "-").replaceAll("^-+|-+$", "");
    String id =
        slug.equals(text) && slug.length() <= SHOWN
            ? slug
            : start(slug) + digest(text);
    return kept(LicenseExpression.REFERENCE + id, text, references);
  }

  /** A reference that the package itself made; its text is elsewhere. */
  static Single own(String id, Map<String, String> references) {
    return kept(
        LicenseExpression.REFERENCE + id,
        "The package names this licence " + LicenseExpression.REFERENCE + id + ".",
        references);
  }

  private static Single kept(String id, String text, Map<String, String> references) {
    references.putIfAbsent(id, text);
    return new Single(id);
  }

  private static String start(String slug) {
    String cut = slug.substring(0, Math.min(SHOWN, slug.length())).replaceAll("-+$", "");
    return cut.isEmpty() ? "" : cut + "-";
  }

  private static String digest(String text) {
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
  }
}
