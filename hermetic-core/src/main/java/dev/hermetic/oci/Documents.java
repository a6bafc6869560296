package dev.hermetic.oci;

import dev.hermetic.problem.HermeticException;
import java.util.List;

/** What holds for manifests and indexes alike. */
final class Documents {
  private Documents() {}

  static void check(byte[] bytes, int most, String subject) {
    if (bytes.length > most) {
      throw OciProblems.limit(subject, "the document has more than " + most + " bytes");
    }
  }

  /**
   * The media type of a document of schema 2.
   *
   * @param told by who named the document; both have to agree where both say one
   * @param foreign keys of other kinds of documents
   */
  static String type(ImageJson json, String told, List<String> foreign) {
    for (String key : foreign) {
      if (json.has(key)) {
        throw json.damaged("it has `" + key + "`, which belongs to another kind of document");
      }
    }
    if (json.size("schemaVersion") != 2) {
      throw json.damaged("it is not of schema version 2");
    }
    String own = json.text("mediaType");
    if (!own.isEmpty() && !own.equals(told)) {
      throw json.damaged(
          "it is called "
              + OciProblems.shown(told)
              + ", but says that it is "
              + OciProblems.shown(own));
    }
    return told;
  }

  static HermeticException unsupported(String subject, String mediaType) {
    return OciProblems.unsupported(
        subject,
        "its media type " + OciProblems.shown(mediaType) + " is not one of images",
        "take an image in OCI format or in Docker's schema 2");
  }

  static HermeticException layer(String subject, String mediaType) {
    return OciProblems.unsupported(
        subject,
        "a layer has the media type "
            + OciProblems.shown(mediaType)
            + ", which is none of tar, gzip and zstd",
        "take an image whose layers are neither encrypted nor kept elsewhere");
  }
}
