package dev.hermetic.oci;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.IoReason;
import dev.hermetic.problem.Problem;
import dev.hermetic.text.ShownText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The texts of HERM-OCI problems. Subjects are references, folders and files of images. */
final class OciProblems {
  private static final String FETCH_AGAIN =
      "get the image again from where it came from, or take another one";

  private static final String FORMS =
      "name a folder with an OCI layout, or a tar of `skopeo copy`, `docker save` or `podman save`";

  private OciProblems() {}

  static HermeticException reference(String text, String fact) {
    return input(
        "HERM-OCI-001",
        shown(withoutPassword(text)),
        "this is no image name: " + fact,
        "write it as `registry.example.org/team/name:tag`, in lower case up to the tag");
  }

  /** What somebody wrote before the host is no part of a reference, and may be a password. */
  private static String withoutPassword(String text) {
    int at = text.lastIndexOf('@');
    return at < 0 || text.startsWith("sha", at + 1) ? text : "***" + text.substring(at);
  }

  static HermeticException missing(Path place) {
    return input(
        "HERM-OCI-002",
        shown(place),
        "there is no such image",
        FORMS);
  }

  static HermeticException noTar(String subject) {
    return unsupported(
        subject, "an image on disk is a folder or a tar, and this file is no tar", FORMS);
  }

  static HermeticException damaged(String subject, String fact, @Nullable Throwable cause) {
    return new HermeticException(
        new Problem(
            "HERM-OCI-003",
            Problem.Kind.INPUT,
            subject,
            "this is not a whole image: " + fact,
            FETCH_AGAIN),
        cause);
  }

  static HermeticException digest(String subject, Digest wanted, String found) {
    return input(
        "HERM-OCI-004",
        subject,
        "what is called " + wanted + " " + found,
        FETCH_AGAIN + "; nothing of it was used");
  }

  static HermeticException limit(String subject, String fact) {
    return input(
        "HERM-OCI-005", subject, fact + "; it may be made to fill disks or memory", FETCH_AGAIN);
  }

  static HermeticException platform(String subject, ImagePlatform wanted, List<String> there) {
    return input(
        "HERM-OCI-006",
        subject,
        "it has no image for "
            + wanted
            + (there.isEmpty() ? "" : ", but for " + shown(String.join(", ", there))),
        "take an image for " + wanted + ", or lock for another platform");
  }

  static HermeticException several(String subject, List<String> names) {
    return input(
        "HERM-OCI-007",
        subject,
        "it has several images that fit: " + shown(String.join(", ", names)),
        "save the one that is meant alone, or name it");
  }

  static HermeticException unsupported(String subject, String fact, String fix) {
    return input("HERM-OCI-008", subject, fact, fix);
  }

  static HermeticException foreign(Path folder) {
    return input(
        "HERM-OCI-009",
        shown(folder),
        "the folder holds something that is no OCI layout; it is left as it is",
        "name a folder that is empty, not there yet, or an OCI layout");
  }

  static HermeticException cannotWrite(Path place, IOException cause) {
    return new HermeticException(
        new Problem(
            "HERM-OCI-010",
            Problem.Kind.ENVIRONMENT,
            shown(place),
            "the image cannot be written: " + IoReason.of(cause),
            "make the folder writable and give it free space, then run the goal again"),
        cause);
  }

  static HermeticException cannotRead(String subject, IOException cause) {
    return new HermeticException(
        new Problem(
            "HERM-OCI-011",
            Problem.Kind.ENVIRONMENT,
            subject,
            "the image cannot be read: " + IoReason.of(cause),
            "make it readable for the user who runs the build"),
        cause);
  }

  private static HermeticException input(String code, String subject, String fact, String fix) {
    return new HermeticException(new Problem(code, Problem.Kind.INPUT, subject, fact, fix));
  }

  static String shown(Path path) {
    return path.toString().replace('\\', '/');
  }

  /** Texts out of images may hold anything, and be long. */
  static String shown(String text) {
    return ShownText.of(text, 300);
  }
}
