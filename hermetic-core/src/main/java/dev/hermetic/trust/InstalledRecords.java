package dev.hermetic.trust;

import com.fasterxml.jackson.databind.JsonNode;
import dev.hermetic.attest.AttestJson;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.oci.Descriptor;
import dev.hermetic.oci.ImageConfig;
import dev.hermetic.oci.ImageLayer;
import dev.hermetic.oci.ImageManifest;
import dev.hermetic.oci.RuntimeConfig;
import dev.hermetic.prefix.PrefixManifest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What an image says of its environment: the records of {@code conda-meta}, each of which lies in the
 * layer of its package.
 *
 * @param packages file name of each conda package to its SHA-256, or to its MD5 where the lock had
 *     no more
 * @param labels of the image
 */
record InstalledRecords(SortedMap<String, String> packages, SortedMap<String, String> labels) {
  private static final int MOST_OF_RECORD = 64 << 20;

  /**
   * Reads them.
   *
   * @param numbers of the layers to look through, from the bottom up
   * @param prefix absolute path of the environment in the image
   */
  static InstalledRecords read(
      Beside beside, ImageManifest manifest, Collection<Integer> numbers, String prefix) {
    String subject = beside.subject().toString();
    ImageConfig config = ImageConfig.parse(beside.read(manifest.config()), subject);
    String folder = prefix.replaceFirst("^/", "") + "/" + PrefixManifest.FOLDER + "/";
    SortedMap<String, String> packages = new TreeMap<>();
    for (int number : numbers) {
      Descriptor layer = manifest.layers().get(number);
      ImageLayer blob =
          new ImageLayer(
              layer,
              config.diffIds().get(number),
              beside.registry().pull(beside.repository(), layer));
      addAll(blob, folder, subject, packages);
    }
    return new InstalledRecords(packages, config.runtime().labels());
  }

  private static void addAll(
      ImageLayer layer, String folder, String subject, SortedMap<String, String> packages) {
    try (InputStream unpacked = layer.unpacked();
        TarArchiveInputStream tar = new TarArchiveInputStream(unpacked, "UTF-8")) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String name = entry.getName();
        if (entry.isFile() && name.startsWith(folder) && name.endsWith(".json")) {
          JsonNode json = AttestJson.parse(bytes(tar, entry), subject + " " + name);
          packages.put(
              json.path("fn").asText(), json.path("sha256").asText(json.path("md5").asText()));
        }
      }
      // Only who reads to the end has verified the digests.
      unpacked.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw TrustProblems.unreadable(subject, e);
    }
  }

  private static byte[] bytes(TarArchiveInputStream tar, TarArchiveEntry entry)
      throws IOException {
    if (entry.getSize() > MOST_OF_RECORD) {
      throw new IOException(entry.getName() + " has " + entry.getSize() + " bytes");
    }
    return tar.readNBytes((int) entry.getSize());
  }

  int count() {
    return packages.size();
  }

  /**
   * What is not as it is locked and signed; empty when all is.
   *
   * @param parameters of the provenance
   */
  List<String> differences(Lockfile lock, SortedMap<String, String> parameters) {
    String platform = parameters.getOrDefault("platform", "");
    SortedMap<String, String> locked = new TreeMap<>();
    for (LockedPackage one : lock.canonical().packages()) {
      if (one.manager() == LockedPackage.Manager.CONDA
          && one.platform().toString().equals(platform)) {
        String sha256 = one.sha256();
        locked.put(one.fileName(), sha256 == null ? String.valueOf(one.md5()) : sha256);
      }
    }
    SortedSet<String> names = new TreeSet<>(locked.keySet());
    names.addAll(packages.keySet());
    List<String> differences = new ArrayList<>();
    for (String name : names) {
      if (!packages.containsKey(name)) {
        differences.add(name + " is not installed");
      } else if (!locked.containsKey(name)) {
        differences.add(name + " is not locked");
      } else if (!locked.get(name).equals(packages.get(name))) {
        differences.add(name + " has other bytes");
      }
    }
    label("lock", "dev.hermetic.lock.digest", parameters.get("lockSha256"), differences);
    label("environment", "dev.hermetic.prefix.digest", parameters.get("prefixSha256"), differences);
    return differences;
  }

  /** The source revision that the image names, where it names one. */
  Optional<String> revision() {
    return Optional.ofNullable(labels.get(RuntimeConfig.REVISION));
  }

  private void label(
      String what, String label, @Nullable String signed, List<String> differences) {
    if (!("sha256:" + signed).equals(labels.get(label))) {
      differences.add("the digest of the " + what + " in its labels is not the signed one");
    }
  }
}
