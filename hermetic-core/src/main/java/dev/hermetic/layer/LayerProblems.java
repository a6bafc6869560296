package dev.hermetic.layer;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.IoReason;
import dev.hermetic.problem.Problem;
import dev.hermetic.text.ShownText;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** The texts of HERM-LAYER problems. */
final class LayerProblems {
  private LayerProblems() {}

  static Problem clash(String path, String one, String other) {
    return new Problem(
        "HERM-LAYER-001",
        Problem.Kind.INPUT,
        ShownText.of("/" + path, 300),
        "it would come into the image twice: from " + one + " and from " + other,
        "put the application's files somewhere else in the image, or leave this one out");
  }

  static Problem below(String path, String one, String folder, String other) {
    return new Problem(
        "HERM-LAYER-002",
        Problem.Kind.INPUT,
        ShownText.of("/" + path, 300),
        "it comes from " + one + ", but /" + ShownText.of(folder, 300) + " of " + other
            + " is no folder",
        "put the application's files somewhere else in the image, or leave this one out");
  }

  static HermeticException changed(String subject, String fact) {
    return new HermeticException(
        new Problem(
            "HERM-LAYER-003",
            Problem.Kind.ENVIRONMENT,
            subject,
            "the file " + fact,
            "end what writes to it, then run the goal again; `mvn clean` first, if it is one of the"
                + " environment"));
  }

  static HermeticException unreadable(String subject, IOException cause) {
    String fact =
        cause instanceof NoSuchFileException
            ? "is gone"
            : cause instanceof AccessDeniedException
                ? "cannot be read: no permission"
                : "cannot be read: " + IoReason.of(cause);
    return new HermeticException(
        new Problem(
            "HERM-LAYER-004",
            Problem.Kind.ENVIRONMENT,
            subject,
            "the file " + fact,
            "make it readable for the user who runs the build, or leave it out of the image"),
        cause);
  }

  static HermeticException cannotWrite(String subject, IOException cause) {
    return new HermeticException(
        new Problem(
            "HERM-LAYER-005",
            Problem.Kind.ENVIRONMENT,
            subject,
            "a layer cannot be written: " + IoReason.of(cause),
            "make the folder writable and give it free space, then run the goal again"),
        cause);
  }
}
