package dev.hermetic.pypi.lock;

import dev.hermetic.digest.Sha256;
import dev.hermetic.environment.Requirement;
import dev.hermetic.fetch.Acceptor;
import dev.hermetic.fetch.CachedFile;
import dev.hermetic.fetch.FetchRequest;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.fetch.WebAddress;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.pypi.request.VcsReference;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.requirement.PypiRequirement;
import dev.hermetic.pypi.resolve.Pinned;
import dev.hermetic.pypi.simple.DistributionFile;
import dev.hermetic.pypi.version.SpecifierSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes entries of a lock as conda-lock writes those of pip packages: the file with its SHA-256, of a
 * repository its commit in the place of it.
 */
final class PipEntries {
  private static final Map<String, String> ALGORITHMS =
      Map.of(
          "md5", "MD5", "sha1", "SHA-1", "sha224", "SHA-224", "sha256", "SHA-256", "sha384",
          "SHA-384", "sha512", "SHA-512");

  private final Fetcher fetcher;
  private final Map<ProjectName, SortedSet<String>> hashes;

  /**
   * @param hashes {@code algorithm:hex}, of which a file has to have one
   */
  PipEntries(Fetcher fetcher, Map<ProjectName, SortedSet<String>> hashes) {
    this.fetcher = fetcher;
    this.hashes = hashes;
  }

  /** The entry of what was chosen for a platform. */
  LockedPackage entry(Pinned pinned, TargetSource source, Platform platform) {
    Optional<PypiRequirement> repository = source.repository(pinned.candidate());
    if (repository.isPresent()) {
      return ofRepository(pinned, repository.get(), platform);
    }
    DistributionFile file = source.release(pinned.candidate()).file();
    ProjectName name = pinned.candidate().name();
    String sha256 = sha256(file, name);
    boolean direct = !pinned.candidate().key().equals(file.url());
    return new LockedPackage(
        name.normalised(),
        pinned.candidate().version().toString(),
        Manager.PIP,
        platform,
        needs(pinned),
        url(file),
        null,
        sha256,
        direct ? url(file) + "#sha256=" + sha256 : null,
        null,
        Requirement.MAIN);
  }

  /** Java writes {@code file:/path} where all others write {@code file:///path}. */
  private static String url(DistributionFile file) {
    return file.url().replaceFirst("^file:/(?!/)", "file:///");
  }

  private static LockedPackage ofRepository(
      Pinned pinned, PypiRequirement requirement, Platform platform) {
    VcsReference vcs = VcsReference.parse(requirement.directUrl().orElseThrow()).orElseThrow();
    String commit = vcs.revision().orElseThrow();
    String bare =
        WebAddress.parse(vcs.url()).map(web -> web.withoutCredentials().text()).orElse(vcs.url());
    String url = vcs.kind() + "+" + bare + "@" + commit;
    return new LockedPackage(
        pinned.candidate().name().normalised(),
        pinned.candidate().version().toString(),
        Manager.PIP,
        platform,
        needs(pinned),
        url,
        null,
        commit,
        url + vcs.subdirectory().map(folder -> "#subdirectory=" + folder).orElse(""),
        null,
        Requirement.MAIN);
  }

  /** What is asked of each project, {@code *} for nothing special. */
  private static SortedMap<String, String> needs(Pinned pinned) {
    SortedMap<String, SpecifierSet> sets = new TreeMap<>();
    for (PypiRequirement need : pinned.needs()) {
      if (!need.name().equals(pinned.candidate().name())) {
        sets.merge(need.name().normalised(), need.specifiers(), SpecifierSet::and);
      }
    }
    SortedMap<String, String> needs = new TreeMap<>();
    sets.forEach((name, set) -> needs.put(name, set.isEmpty() ? "*" : set.toString()));
    return needs;
  }

  /** The digest that the index gives, or that of the file where more has to be known. */
  private String sha256(DistributionFile file, ProjectName name) {
    SortedSet<String> allowed = hashes.get(name);
    String said = file.sha256();
    if (said != null && (allowed == null || allowed.contains("sha256:" + said))) {
      return said;
    }
    String url = file.fetched(file.url());
    CachedFile fetched =
        fetcher
            .fetch(new FetchRequest(url, "fetch:" + file.fileName(), file.fileName(), Acceptor.ANY))
            .orElseThrow(
                () ->
                    new HermeticException(
                        PipProblems.lost(file.origin().toString(), file.fileName())));
    for (Map.Entry<String, String> hash : file.hashes().entrySet()) {
      String is = digest(hash.getKey(), fetched.file());
      if (is != null && !is.equals(hash.getValue())) {
        throw new HermeticException(
            PipProblems.wrongHash(
                name.toString(),
                file.fileName(),
                "has the " + hash.getKey() + " " + is + ", but " + file.origin() + " says "
                    + hash.getValue()));
      }
    }
    if (allowed != null && allowed.stream().noneMatch(one -> has(fetched.file(), one))) {
      throw new HermeticException(
          PipProblems.wrongHash(
              name.toString(),
              file.fileName(),
              "has the sha256 " + fetched.sha256() + " and none of the hashes that are asked for: "
                  + String.join(", ", allowed)));
    }
    return fetched.sha256();
  }

  private static boolean has(Path file, String hash) {
    int colon = hash.indexOf(':');
    return hash.substring(colon + 1).equals(digest(hash.substring(0, colon), file));
  }

  /** In lower-case hex; null for an algorithm that is not known. */
  private static @Nullable String digest(String algorithm, Path file) {
    String java = ALGORITHMS.get(algorithm);
    if (java == null) {
      return null;
    }
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance(java);
      Sha256.update(digest, in);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has it: " + java, e);
    } catch (IOException e) {
      throw new HermeticException(
          PipProblems.wrongHash(
              file.getFileName().toString(), "the file in the cache", "cannot be read"),
          e);
    }
  }
}
