package dev.hermetic.sbom;

import dev.hermetic.platform.Platform;
import java.util.Locale;
import java.util.Optional;

/** The formats in which bills are written, both as JSON. */
public enum SbomFormat {
  /** CycloneDX 1.6. */
  CYCLONEDX("cdx"),
  /** SPDX 2.3. */
  SPDX("spdx");

  private final String extension;

  SbomFormat(String extension) {
    this.extension = extension;
  }

  /** The word for it in parameters, and the classifier of its files in a Maven repository. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The format of that word, in any case. */
  public static Optional<SbomFormat> of(String word) {
    for (SbomFormat one : values()) {
      if (one.word().equals(word.toLowerCase(Locale.ROOT))) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /**
   * The name of the file.
   *
   * @param platform empty for the bill of all platforms
   */
  public String fileName(Optional<Platform> platform) {
    return "bom" + platform.map(one -> "-" + one).orElse("") + "." + extension + ".json";
  }

  String write(Bill bill, DocumentFacts facts) {
    return this == SPDX ? SpdxWriter.write(bill, facts) : CycloneDxWriter.write(bill, facts);
  }
}
