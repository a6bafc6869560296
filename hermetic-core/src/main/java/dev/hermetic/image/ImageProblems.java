package dev.hermetic.image;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.IoReason;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import dev.hermetic.text.ShownText;
import java.io.IOException;
import java.nio.file.Path;

/** What can be wrong about making an image. */
final class ImageProblems {
  private static final int MOST_OF_OUTPUT = 300;
  private static final String FILES = "hermetic.image.files";

  private ImageProblems() {}

  static HermeticException badFileRule(String text, String fact) {
    return fail(
        input(
            "HERM-IMAGE-001",
            FILES,
            "`" + text + "`: " + fact,
            "write `src/main/python`, `models/*.bin=/opt/models` or `!**/*.tmp`"));
  }

  static Problem nothingFits(String rule) {
    return input(
        "HERM-IMAGE-002",
        FILES,
        "nothing in the project fits `" + rule + "`",
        "correct the path, which starts at the project's folder, or take it out");
  }

  static Problem cannotRead(String file, IOException cause) {
    return new Problem(
        "HERM-IMAGE-003",
        Problem.Kind.ENVIRONMENT,
        file,
        "it should go into the image and cannot be read: " + IoReason.of(cause),
        "make it readable, or leave it out with `!" + file + "` in " + FILES);
  }

  static Problem sameTarget(String path, String one, String other) {
    return input(
        "HERM-IMAGE-004",
        FILES,
        one + " and " + other + " would both be " + path + " in the image",
        "give one of them another target, as in `" + other + "=/another/place`");
  }

  static Problem linkLeadsOut(String file, String target) {
    return input(
        "HERM-IMAGE-005",
        file,
        "the link leads to `" + target + "`, which is not in the project, or not relative",
        "put the file itself there, or leave the link out with `!" + file + "` in " + FILES);
  }

  static Problem noRegularFile(String file) {
    return input(
        "HERM-IMAGE-006",
        file,
        "it is neither a file nor a link to one",
        "leave it out with `!" + file + "` in " + FILES);
  }

  static HermeticException noContainers(String platform) {
    return fail(
        input(
            "HERM-IMAGE-008",
            platform,
            "images are made for Linux alone",
            "set hermetic.platform to one of Linux, for example linux-64"));
  }

  static HermeticException noShell(String base, String script, String why) {
    return fail(
        input(
            "HERM-IMAGE-009",
            base,
            "the base has no /bin/sh, and the activation script "
                + script
                + " needs a shell: it "
                + why,
            "take a base with a shell, or name the package in hermetic.allowScripts and set its"
                + " variables in hermetic.image.env"));
  }

  static HermeticException changed(String path, IOException cause) {
    return new HermeticException(
        new Problem(
            "HERM-IMAGE-010",
            Problem.Kind.ENVIRONMENT,
            path,
            "it changed while the image was made, or cannot be read: " + IoReason.of(cause),
            "let nothing write there, and run the goal again"),
        cause);
  }

  static HermeticException noExplicitFile(Path explicit) {
    return fail(
        input(
            "HERM-IMAGE-011",
            shown(explicit),
            "the explicit file of the platform is not there, or not within the project",
            "run `mvn hermetic:lock` without -Dhermetic.explicitLockfiles=false and with this"
                + " platform, then run the goal again"));
  }

  static HermeticException foreignDockerfile(Path target) {
    return fail(
        input(
            "HERM-IMAGE-012",
            shown(target),
            "there is a file that Hermetic did not write; it is left as it is",
            "set hermetic.dockerfile to another file, or remove this one"));
  }

  static HermeticException notForDocker(String rule) {
    return fail(
        input(
            "HERM-IMAGE-013",
            FILES,
            "`" + rule + "`: a Dockerfile has no pattern for any number of folders",
            "name the folder itself and leave out the rest, as in `src/main/python` and `!**/*.txt`"));
  }

  static HermeticException noPip(String lockfile) {
    return fail(
        input(
            "HERM-IMAGE-014",
            lockfile,
            "pip packages are locked, and in Docker's build only pip itself can install them",
            "add `pip` to the conda dependencies and lock again, or use hermetic:image"));
  }

  static HermeticException repositoryForDocker(String name) {
    return fail(
        input(
            "HERM-IMAGE-015",
            name,
            "the pip package comes from a repository, for which pip checks no digest",
            "publish it as a wheel, or use hermetic:image"));
  }

  static HermeticException noFacts(Path file, String fact) {
    return fail(
        input(
            "HERM-IMAGE-016",
            shown(file),
            "what the last build made is not known: " + fact,
            "run `mvn package` with the goal hermetic:image in it, or `mvn hermetic:image`"));
  }

  static HermeticException badPin(Location location) {
    return fail(
        input(
            "HERM-IMAGE-017",
            location.toString(),
            "this is no reference and digest of a base image",
            "correct the line, or remove it and run the goal again with"
                + " -Dhermetic.image.updateBase"));
  }

  static HermeticException notPinned(String reference, String file) {
    return fail(
        new Problem(
            "HERM-IMAGE-018",
            Problem.Kind.POLICY,
            reference,
            "the digest of the base is not recorded, so that another day would give another image",
            "run `mvn hermetic:image` outside of CI and commit "
                + file
                + ", or write the digest behind the reference"));
  }

  static HermeticException notLoaded(String command, String fact) {
    return fail(
        new Problem(
            "HERM-IMAGE-019",
            Problem.Kind.ENVIRONMENT,
            command,
            "the image was made and cannot be loaded: " + ShownText.of(fact, MOST_OF_OUTPUT),
            "see that `"
                + command
                + " load` works for this user, or set hermetic.image.load to none"));
  }

  static Problem otherDigest(String found, String made) {
    return policy(
        "HERM-IMAGE-020",
        found,
        "this is not the image that the build made, which is " + made,
        "run `mvn package` again; nothing was pushed");
  }

  static Problem otherLock(String file) {
    return policy(
        "HERM-IMAGE-021",
        file,
        "the lock changed after the image was made from it",
        "run `mvn package` again; nothing was pushed");
  }

  static Problem notTested(String digest) {
    return policy(
        "HERM-IMAGE-022",
        digest,
        "the tests of this project have not passed with the lock that the image was made from",
        "run `mvn verify` with the goal hermetic:test in it, without skipping tests or passing over"
            + " their failure; nothing was pushed");
  }

  static Problem otherTested(String digest) {
    return policy(
        "HERM-IMAGE-022",
        digest,
        "the tests of this project have passed in another build than the one that made the image, so"
            + " perhaps with another application",
        "run tests, image and push in one build, as `mvn deploy` does; nothing was pushed");
  }

  static HermeticException cannotForget(Path file, IOException cause) {
    return new HermeticException(
        new Problem(
            "HERM-IMAGE-023",
            Problem.Kind.ENVIRONMENT,
            shown(file),
            "what is known of earlier tests cannot be removed: " + IoReason.of(cause),
            "make the build folder writable, or run `mvn clean`"),
        cause);
  }

  static HermeticException noName() {
    return fail(
        input(
            "HERM-IMAGE-024",
            "hermetic.image.to",
            "is not set: where to push the image is not known",
            "set it to a name in a registry, for example registry.example.org/team/name"));
  }

  static HermeticException noBase(String reference) {
    return fail(
        input(
            "HERM-IMAGE-025",
            reference,
            "the registry has no such image",
            "correct the name or tag, or log in where the image is not public"));
  }

  static HermeticException noBaseline(String text) {
    return fail(
        input(
            "HERM-IMAGE-007",
            "hermetic.image.baseline",
            "`" + text + "` is no image to compare with",
            "name a folder or tar with an image as ./PATH, a reference as NAME:TAG, or a size as `4.2 GB`"));
  }

  static HermeticException damagedBaseline(String subject, Exception cause) {
    return new HermeticException(
        input(
            "HERM-IMAGE-026",
            subject,
            "a layer of the image to compare with cannot be read: "
                + ShownText.of(String.valueOf(cause.getMessage()), MOST_OF_OUTPUT),
            "save that image again, or leave out hermetic.image.baseline"),
        cause);
  }

  static HermeticException explicitFile(String lockfile) {
    return fail(
        input(
            "HERM-IMAGE-027",
            lockfile,
            "an explicit file does not say what packages need of each other and of the base",
            "set hermetic.lockfile to the conda-lock.yml that it was made from"));
  }

  static HermeticException offline(String target) {
    return fail(
        input(
            "HERM-IMAGE-028",
            target,
            "nothing can be pushed while Maven works offline",
            "run the goal without -o (--offline), or leave it out with hermetic.push.skip"));
  }

  static HermeticException notInRegistry(String parameter, String image) {
    return fail(
        input(
            "HERM-IMAGE-029",
            parameter,
            "`" + image + "`: a Dockerfile of this kind begins with an image of a registry",
            "name one that a registry has, or use hermetic:image, which takes files and scratch"));
  }

  static Problem lineBreak(String what, String name) {
    return input(
        "HERM-IMAGE-030",
        ShownText.of(name, 100),
        "the value of this " + what + " has a line break, which no Dockerfile can have in one",
        "leave it out, or use hermetic:image");
  }

  private static Problem policy(String code, String subject, String fact, String fix) {
    return new Problem(code, Problem.Kind.POLICY, subject, fact, fix);
  }

  private static String shown(Path file) {
    return file.toString().replace('\\', '/');
  }

  private static Problem input(String code, String subject, String fact, String fix) {
    return new Problem(code, Problem.Kind.INPUT, subject, fact, fix);
  }

  private static HermeticException fail(Problem problem) {
    return new HermeticException(problem);
  }
}
