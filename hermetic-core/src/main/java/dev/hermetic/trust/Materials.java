package dev.hermetic.trust;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hermetic.attest.AttestJson;
import dev.hermetic.attest.Provenance;
import dev.hermetic.attest.Provenance.Resource;
import dev.hermetic.image.ImageFacts;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.oci.Digest;
import dev.hermetic.oci.ImageReference;
import dev.hermetic.problem.Redaction;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an image is made of, in the words of a provenance. */
final class Materials {
  /** What the names of things begin with; the rest is theirs. */
  static final String BASE = "base ";

  private static final String SHA256 = "sha256";

  private Materials() {}

  /** Every package of a platform, in the lock's order. */
  static List<Resource> packages(Lockfile lock, String platform) {
    return lock.canonical().packages().stream()
        .filter(one -> one.platform().toString().equals(platform))
        .map(Materials::resource)
        .toList();
  }

  private static Resource resource(LockedPackage one) {
    SortedMap<String, String> digest = new TreeMap<>();
    String sha256 = one.sha256();
    if (sha256 != null) {
      // Of a package from a repository the lock has the commit in this place.
      digest.put(sha256.length() == 40 ? "gitCommit" : SHA256, sha256);
    }
    String md5 = one.md5();
    if (sha256 == null && md5 != null) {
      digest.put("md5", md5);
    }
    return new Resource(
        one.manager().key() + " " + one.name() + " " + one.version(),
        Redaction.redact(one.url()),
        digest);
  }

  /** Whether a resource is a package of the lock. */
  static boolean isPackage(Resource one) {
    return one.name().startsWith(LockedPackage.Manager.CONDA.key() + " ")
        || one.name().startsWith(LockedPackage.Manager.PIP.key() + " ");
  }

  /** The base image; none for {@code scratch}. */
  private static List<Resource> base(ImageFacts.Base base) {
    if (base.digest().isEmpty()) {
      return List.of();
    }
    Digest digest = Digest.parse(base.digest());
    return List.of(
        new Resource(
            BASE + from(base),
            base.inRegistry() ? purl(ImageReference.parse(base.reference()), digest) : "",
            sha256(digest.hex())));
  }

  /** A folder on this machine means nothing to others, and is another one on theirs. */
  private static String from(ImageFacts.Base base) {
    return base.inRegistry()
        ? ImageReference.parse(base.reference()).withDigest(null).toString()
        : base.digest().isEmpty() ? "scratch" : "file";
  }

  /** As a package URL of type oci (purl-spec, types/oci). */
  private static String purl(ImageReference image, Digest digest) {
    String path = image.registry() + "/" + image.repository();
    String tag = image.tag();
    return "pkg:oci/"
        + image.repository().substring(image.repository().lastIndexOf('/') + 1)
        + "@"
        + URLEncoder.encode(digest.toString(), StandardCharsets.UTF_8)
        + "?repository_url="
        + path
        + (tag == null ? "" : "&tag=" + tag);
  }

  /**
   * The repodata that the lock was solved from, as the build that locked it wrote them down.
   *
   * @param file {@code target/hermetic/lock.json}; need not be there
   * @param lock SHA-256 of the lock, to which the file has to belong
   * @return empty when this build did not solve
   */
  static List<Resource> repodata(Path file, String lock) {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      JsonNode facts = AttestJson.parse(Files.readAllBytes(file), file.toString());
      List<Resource> snapshots = new ArrayList<>();
      if (facts.path("lockfile_sha256").asText().equals(lock)) {
        for (JsonNode one : facts.path("repodata")) {
          String place = one.path("channel").asText() + "/" + one.path("subdir").asText();
          snapshots.add(
              new Resource(
                  "repodata " + Redaction.redact(place) + "/" + one.path("file").asText(),
                  "",
                  sha256(one.path(SHA256).asText())));
        }
      }
      return snapshots;
    } catch (IOException e) {
      throw TrustProblems.unreadable(file.toString(), e);
    }
  }

  /** The layers of the image, from the bottom up. */
  static List<Resource> layers(ImageFacts facts) {
    return facts.layers().stream()
        .map(
            one ->
                new Resource(
                    "layer " + one.name(), "", sha256(Digest.parse(one.digest()).hex())))
        .toList();
  }

  /** What the build was asked for. */
  static SortedMap<String, String> parameters(ImageFacts facts) {
    SortedMap<String, String> parameters = new TreeMap<>();
    parameters.put("lock", facts.lock().file());
    parameters.put("lockSha256", facts.lock().sha256());
    parameters.put("platform", facts.platform());
    parameters.put("prefix", facts.prefix().path());
    parameters.put("prefixSha256", facts.prefix().digest());
    parameters.put("compression", facts.compression());
    parameters.put("minimize", facts.policy());
    parameters.put("from", from(facts.base()));
    return parameters;
  }

  static Provenance provenance(
      ImageFacts facts, Lockfile lock, List<Resource> repodata, String builder, String version) {
    List<Resource> resolved = new ArrayList<>(packages(lock, facts.platform()));
    resolved.addAll(base(facts.base()));
    resolved.addAll(repodata);
    return new Provenance(builder, version, parameters(facts), resolved, layers(facts));
  }

  private static SortedMap<String, String> sha256(String hex) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(Map.of(SHA256, hex)));
  }
}
