package dev.hermetic.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Lets an image be pushed only with a verdict of its own lock and policy that it passed, while the
 * advisories that were asked are not too old.
 */
public final class VerdictGate {
  /** The file of a verdict, in the folder of the scan. */
  public static final String FILE = "verdict.json";

  private static final String UNREADABLE = "the verdict of the last scan cannot be read";

  private VerdictGate() {}

  /**
   * Looks at the verdict of the build.
   *
   * @param file {@code verdict.json}
   * @param policy file and digest count; {@link Policy#NONE} where the project has none
   * @param lockSha256 of the lock that the image was made from
   * @param image digest of the image that would be pushed
   * @param now when it would be pushed: an exception may have ended since the scan, and the advisories
   *     may have grown too old
   * @throws HermeticException HERM-POLICY-030
   */
  public static void check(
      Path file, Policy policy, String lockSha256, String image, Instant now) {
    JsonNode verdict = read(file, policy);
    if (!verdict.path("lock").path("sha256").asText("").equals(lockSha256)) {
      throw refuse(policy, "the last scan was of another lock than the image is made from");
    }
    if (!verdict.path("policy").path("sha256").asText("").equals(policy.sha256())) {
      throw refuse(policy, "the policy is another one than the last scan was judged by");
    }
    String seen = verdict.path("image").asText("");
    if (seen.isEmpty()) {
      throw refuse(policy, "the last scan was before there was an image, so its base was not looked at");
    }
    if (!seen.equals(image)) {
      throw refuse(policy, "the last scan was of another image");
    }
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    stale(verdict, policy, now)
        .filter(
            violation ->
                policy.exceptions().stream()
                    .noneMatch(one -> !one.isExpired(today) && one.covers(violation)))
        .ifPresent(
            violation -> {
              throw refuse(
                  policy,
                  "the advisories of the last scan are too old by now ("
                      + violation.subject()
                      + "): "
                      + violation.fact());
            });
    for (Exemption one : policy.exceptions()) {
      if (one.isExpired(today)) {
        throw refuse(policy, "the exception from " + one.shown() + " has ended since the last scan");
      }
    }
    if (!verdict.path("passed").asBoolean(false)) {
      throw refuse(policy, "the last scan failed");
    }
  }

  /** A verdict does not grow old by itself, but nothing was known of what was found since. */
  private static Optional<Violation> stale(JsonNode verdict, Policy policy, Instant now) {
    JsonNode database = verdict.path("database");
    // A service was of the time when it was asked.
    String newest =
        database.path("sha256").asText("").isEmpty()
            ? verdict.path("judged").asText("")
            : database.path("newest").asText("");
    try {
      return AgeRules.stale(
          database.path("place").asText(""),
          newest.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(newest)),
          Duration.parse(database.path("maximumAge").asText("")),
          now);
    } catch (DateTimeException e) {
      throw refuse(policy, UNREADABLE);
    }
  }

  private static JsonNode read(Path file, Policy policy) {
    try {
      JsonNode verdict = new JsonMapper().readTree(Files.readAllBytes(file));
      if (verdict != null && verdict.path("format").asInt(0) == VerdictJson.FORMAT) {
        return verdict;
      }
    } catch (JsonProcessingException e) {
      throw refuse(policy, UNREADABLE);
    } catch (IOException e) {
      throw refuse(policy, policy.equals(Policy.NONE)
              ? "the image was not scanned, and the project scans"
              : "the image was not scanned, and there is a policy for it");
    }
    throw refuse(policy, UNREADABLE);
  }

  private static HermeticException refuse(Policy policy, String fact) {
    String subject = policy.equals(Policy.NONE) ? FILE : policy.file();
    return new HermeticException(PolicyProblems.noVerdict(subject, fact));
  }
}
