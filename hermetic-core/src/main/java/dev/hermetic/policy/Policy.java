package dev.hermetic.policy;

import dev.hermetic.oci.Digest;
import dev.hermetic.version.TextPattern;
import dev.hermetic.yaml.YamlFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a team allows. Where a rule is not set, nothing is forbidden by it.
 *
 * @param file as problems name it; empty where there is no file
 * @param sha256 of the file, 64 hex digits; empty where there is none
 * @param failOn from which severity on; empty when the file does not say it
 * @param unknownSeverityFails whether a vulnerability of unknown severity is forbidden; empty when
 *     the file does not say it
 * @param malformedFails whether advisories that cannot be read whole are forbidden
 * @param ignoreUnfixed whether vulnerabilities without a fix are let through
 * @param licenses which are allowed
 * @param channels of conda packages: names, or addresses; empty for all
 * @param indexes the beginnings of addresses of wheels, not of the indexes that list them; empty for all
 * @param registries of base images, with as much of the repository as is meant; empty for all
 * @param minimumCoverage how many of a hundred packages the advisories have to cover; 0 to 100
 * @param pinAge how long a newer version may have been there
 * @param advisoryAge how old the newest advisory may be; zero for any age, empty when the file does
 *     not say it
 * @param unknownAgeFails whether packages of unknown age are forbidden where their age counts
 * @param cooldown how long a package must have been there
 * @param signatures which images have to be signed
 * @param vex OpenVEX documents, relative to the file
 * @param exceptions in file order
 */
public record Policy(
    String file,
    String sha256,
    Optional<Threshold> failOn,
    Optional<Boolean> unknownSeverityFails,
    boolean malformedFails,
    boolean ignoreUnfixed,
    Licenses licenses,
    List<String> channels,
    List<String> indexes,
    List<String> registries,
    int minimumCoverage,
    Optional<Duration> pinAge,
    Optional<Duration> advisoryAge,
    boolean unknownAgeFails,
    Optional<Duration> cooldown,
    List<SignatureRule> signatures,
    List<String> vex,
    List<Exemption> exceptions) {
  /** The file's usual name. */
  public static final String NAME = "hermetic-policy.yml";

  /** Where nothing else is said. */
  public static final Threshold USUAL_THRESHOLD = Threshold.HIGH;

  /** Where nothing else is said: new advisories come every day. */
  public static final Duration USUAL_ADVISORY_AGE = Duration.ofDays(30);

  /** Without a file. */
  public static final Policy NONE =
      new Policy(
          "",
          "",
          Optional.empty(),
          Optional.empty(),
          true,
          false,
          Licenses.ANY,
          List.of(),
          List.of(),
          List.of(),
          0,
          Optional.empty(),
          Optional.empty(),
          true,
          Optional.empty(),
          List.of(),
          List.of(),
          List.of());

  public Policy {
    channels = List.copyOf(channels);
    indexes = List.copyOf(indexes);
    registries = List.copyOf(registries);
    signatures = List.copyOf(signatures);
    vex = List.copyOf(vex);
    exceptions = List.copyOf(exceptions);
  }

  /**
   * Which licences are allowed. Patterns are of SPDX identifiers, with {@code *}.
   *
   * @param allow empty for all that are not denied
   * @param deny comes first
   * @param unknownFails whether a package is forbidden of whose licence nobody can say which it is,
   *     because it has none or one that is on no list ({@code LicenseRef-…})
   */
  public record Licenses(List<TextPattern> allow, List<TextPattern> deny, boolean unknownFails) {
    static final Licenses ANY = new Licenses(List.of(), List.of(), false);

    public Licenses {
      allow = List.copyOf(allow);
      deny = List.copyOf(deny);
    }

    boolean isAny() {
      return allow.isEmpty() && deny.isEmpty() && !unknownFails;
    }
  }

  /**
   * An image that has to be signed.
   *
   * @param image its registry and repository, with {@code *}
   * @param key file with the public key, relative to the policy
   */
  public record SignatureRule(TextPattern image, String key) {}

  /**
   * Reads a policy.
   *
   * @param shown the file as problems name it
   * @throws dev.hermetic.problem.HermeticException HERM-POLICY-001 with all that is wrong in it,
   *     HERM-YAML-nnn
   */
  public static Policy read(Path file, String shown) {
    String text = YamlFile.readText(file, shown);
    String sha256 = Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex();
    return PolicyReader.read(YamlFile.parse(text, shown), shown, sha256);
  }

  /** Whether there is a file. */
  public boolean isThere() {
    return !file.isEmpty();
  }

  /** Whether the time that packages were made at counts. */
  public boolean needsAges() {
    return pinAge.isPresent() || cooldown.isPresent();
  }
}
