package dev.hermetic.registry;

import dev.hermetic.oci.Digest;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import java.io.IOException;
import java.util.List;

/** The texts of HERM-REGISTRY problems. Subjects are images. */
final class RegistryProblems {
  private static final String CUT =
      "try again; where it stays so, the registry or a proxy on the way cuts transfers short";

  private RegistryProblems() {}

  static HermeticException missing(ImageReference image, String what) {
    return new HermeticException(
        new Problem(
            "HERM-REGISTRY-001",
            Problem.Kind.INPUT,
            image.toString(),
            "the registry has no such " + what,
            "check registry, repository and tag; where the image was deleted, name another"));
  }

  static Problem denied(ImageReference image, String fact, List<String> asked, String used) {
    String sources =
        asked.isEmpty()
            ? "no source of credentials is configured"
            : "none found in " + String.join(", ", asked);
    return environment(
        "HERM-REGISTRY-002",
        image,
        fact
            + (used.isEmpty()
                ? " without credentials: " + sources
                : " with the credentials of " + used),
        (used.isEmpty() ? "log in with `docker login " : "check what the user may do, log in with `docker login ")
            + image.registry()
            + "`, or "
            + (used.isEmpty() ? "add" : "correct")
            + " a server with id "
            + image.registry()
            + " in settings.xml; a repository that does not exist is refused in the same words");
  }

  static Problem unexpected(ImageReference image, String fact) {
    return environment(
        "HERM-REGISTRY-003",
        image,
        fact,
        "check that there is a registry at this address that speaks the OCI distribution API");
  }

  static Problem busy(ImageReference image, String fact) {
    return environment("HERM-REGISTRY-004", image, fact, "try again later");
  }

  static Problem cut(ImageReference image, String fact) {
    return environment("HERM-REGISTRY-007", image, fact, CUT);
  }

  static Problem redirect(ImageReference image, String fact) {
    return environment(
        "HERM-REGISTRY-008", image, fact, "use the address of the registry that has the image");
  }

  static Problem digest(ImageReference image, Digest wanted, String found) {
    return wrongBytes(image, "what is called " + wanted + " has the digest " + found);
  }

  static Problem wrongBytes(ImageReference image, String fact) {
    return environment(
        "HERM-REGISTRY-009",
        image,
        fact,
        "try again; where it stays so, tell the owner of the registry: nothing of it was used");
  }

  static HermeticException offline(ImageReference image) {
    return new HermeticException(
        environment(
            "HERM-REGISTRY-010",
            image,
            "not in the cache, and Maven works offline",
            "run once without -o (--offline), and name the image with its digest: what a tag names is"
                + " asked of the registry each time"));
  }

  static Problem refused(ImageReference image, String fact) {
    return environment(
        "HERM-REGISTRY-011",
        image,
        fact,
        "check that the registry takes images in this format (hermetic.image.format,"
            + " hermetic.image.compression) and of this size");
  }

  static Problem docker(String subject, String fact) {
    return new Problem(
        "HERM-REGISTRY-012",
        Problem.Kind.ENVIRONMENT,
        subject,
        fact,
        "log in again with `docker login`, or add a server to settings.xml, which is asked first");
  }

  static HermeticException unreadable(String subject, IOException cause) {
    return new HermeticException(
        new Problem(
            "HERM-REGISTRY-013",
            Problem.Kind.ENVIRONMENT,
            subject,
            "what is to be pushed cannot be read: " + cause.getMessage(),
            "make the image again, and see that this user may read it"),
        cause);
  }

  /** What fetching says of a channel's server, in words that fit a registry. */
  static Problem of(ImageReference image, Problem net) {
    return switch (net.code()) {
      case "HERM-NET-003" -> unexpected(image, net.fact());
      case "HERM-NET-004" -> busy(image, net.fact());
      case "HERM-NET-005", "HERM-NET-006" ->
          environment(
              "HERM-REGISTRY-005",
              image,
              net.fact(),
              "check the name of the registry, the network and the proxy in settings.xml, or work"
                  + " offline (-o) with an image that is in the cache");
      case "HERM-NET-007" ->
          environment(
              "HERM-REGISTRY-006",
              image,
              net.fact(),
              "check the certificate of the registry; one of your own authority goes into a trust"
                  + " store named by -Djavax.net.ssl.trustStore=… in MAVEN_OPTS, and a registry"
                  + " without TLS needs hermetic.image.allowInsecure");
      case "HERM-NET-008", "HERM-NET-010" -> cut(image, net.fact());
      case "HERM-NET-009" -> redirect(image, net.fact());
      case "HERM-NET-011" -> offline(image).problems().get(0);
      case "HERM-NET-018", "HERM-NET-019", "HERM-NET-020" -> wrongBytes(image, net.fact());
      default -> net;
    };
  }

  private static Problem environment(String code, ImageReference image, String fact, String fix) {
    return new Problem(code, Problem.Kind.ENVIRONMENT, image.toString(), fact, fix);
  }
}
