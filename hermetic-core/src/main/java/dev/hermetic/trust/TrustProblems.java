package dev.hermetic.trust;

import dev.hermetic.oci.ImageReference;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.IoReason;
import dev.hermetic.problem.Problem;
import dev.hermetic.text.ShownText;
import java.io.IOException;
import java.util.List;

/** The texts of HERM-SIGN problems. Subjects are images, and files of the project. */
final class TrustProblems {
  private static final int MOST_NAMES = 5;
  private static final String CHECK_KEY =
      "check hermetic.sign.publicKey; where it is the right key, do not run this image";
  private static final String DISTRUST =
      "do not run this image; find out who changed it, and build, push and sign it anew";

  private TrustProblems() {}

  static HermeticException notThere(ImageReference image) {
    return input(
        "HERM-SIGN-001",
        image.toString(),
        "the registry has no such image",
        "push it first (`mvn deploy`, or hermetic:push), or correct hermetic.image.to");
  }

  static HermeticException noTarget(String parameter) {
    return input(
        "HERM-SIGN-002",
        parameter,
        "is not set: which image is meant is not known",
        "set it to a name in a registry, for example registry.example.org/team/name");
  }

  static HermeticException offline(ImageReference image) {
    return input(
        "HERM-SIGN-003",
        image.toString(),
        "Maven works offline, and signatures are in the registry",
        "run it without -o (--offline)");
  }

  static HermeticException lockChanged(String lock) {
    return policy(
        "HERM-SIGN-004",
        lock,
        "the lock changed after the image was made from it",
        "run `mvn package` and push again; nothing was signed");
  }

  static HermeticException unreadable(String file, IOException cause) {
    return new HermeticException(
        new Problem(
            "HERM-SIGN-005",
            Problem.Kind.INPUT,
            file,
            "it cannot be read: " + IoReason.of(cause),
            "make it again with the goal that writes it, or remove it"),
        cause);
  }

  static HermeticException tooMany(ImageReference place, int count) {
    return input(
        "HERM-SIGN-006",
        place.toString(),
        "the registry has " + count + " signatures here, more than any honest image",
        "remove those that are none of yours");
  }

  static HermeticException tooLarge(ImageReference place, long bytes) {
    return input(
        "HERM-SIGN-006",
        place.toString(),
        "a signature here has " + bytes + " bytes, more than any honest one",
        "remove those that are none of yours");
  }

  static Problem unsigned(ImageReference image) {
    return problem(
        "HERM-SIGN-010",
        image.toString(),
        "nobody has signed this image",
        "sign it with hermetic:sign, or do not run it");
  }

  static Problem invalid(ImageReference image, List<String> words, Layout layout, String fault) {
    return problem(
        "HERM-SIGN-011",
        image.toString(),
        "no " + String.join(", no ", words) + " in " + layout.words() + " can be believed: " + fault,
        CHECK_KEY);
  }

  /** Most often it is the key that is another one: a line for each statement would hide that. */
  static Problem allInvalid(ImageReference image, int count, String fault) {
    return problem(
        "HERM-SIGN-011",
        image.toString(),
        "none of the "
            + count
            + " signatures and statements beside it can be believed: "
            + fault,
        CHECK_KEY);
  }

  static Problem missing(ImageReference image, Kind kind, Layout layout) {
    return problem(
        "HERM-SIGN-012",
        image.toString(),
        "it has no " + kind.word() + " in " + layout.words(),
        kind == Kind.SIGNATURE
            ? "sign it again with hermetic:sign, or do not run it"
            : "sign it again with hermetic:sign when the build has made the "
                + kind.word()
                + "; where that image is to have none, name what it has in"
                + " hermetic.verifyImage.require");
  }

  static Problem otherImage(ImageReference image, String built) {
    return problem(
        "HERM-SIGN-013",
        image.toString(),
        "the registry has another image here than the one that was built, " + built,
        "push again, or verify by the digest that is meant");
  }

  static Problem otherLock(ImageReference image, String lock, List<String> differences) {
    return problem(
        "HERM-SIGN-014",
        image.toString(),
        "it was not made from " + lock + ": " + some(differences),
        "check out the revision that the image was made from, or build, push and sign it anew");
  }

  static Problem otherLayers(ImageReference image, List<String> differences) {
    return problem(
        "HERM-SIGN-015",
        image.toString(),
        "its layers are not those that its provenance names: " + some(differences),
        DISTRUST);
  }

  static Problem otherBase(ImageReference image, String fact) {
    return problem(
        "HERM-SIGN-016",
        image.toString(),
        fact,
        "name the base by a registry, commit base-image.lock, and build, push and sign anew");
  }

  static Problem otherContent(ImageReference image, List<String> differences) {
    return problem(
        "HERM-SIGN-017",
        image.toString(),
        "what is installed in it is not what is locked: " + some(differences),
        DISTRUST);
  }

  static Problem otherFile(ImageReference image, String file, Kind kind) {
    return problem(
        "HERM-SIGN-018",
        file,
        "this is not the " + kind.word() + " that was signed for " + image,
        "do not rely on it: take the signed one, or make it and sign again");
  }

  private static Problem problem(String code, String subject, String fact, String fix) {
    return new Problem(code, Problem.Kind.POLICY, subject, fact, fix);
  }

  private static HermeticException policy(String code, String subject, String fact, String fix) {
    return new HermeticException(problem(code, subject, fact, fix));
  }

  private static HermeticException input(String code, String subject, String fact, String fix) {
    return new HermeticException(
        new Problem(code, Problem.Kind.INPUT, subject, fact, fix));
  }

  /** The first of them, each once, in one order, and how many more there are. */
  static String some(List<String> texts) {
    List<String> different = texts.stream().distinct().sorted().toList();
    String first =
        ShownText.of(
            String.join("; ", different.subList(0, Math.min(MOST_NAMES, different.size()))), 500);
    int more = different.size() - MOST_NAMES;
    return more > 0 ? first + "; and " + more + " more" : first;
  }
}
