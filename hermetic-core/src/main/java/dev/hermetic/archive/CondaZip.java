package dev.hermetic.archive;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.text.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The outer form of {@code .conda}: a ZIP whose members are stored, {@code info-….tar.zst}, {@code
 * pkg-….tar.zst} and {@code metadata.json} (CEP-35). Some packages lack the last one.
 */
final class CondaZip implements AutoCloseable {
  private static final String METADATA = "metadata.json";
  private static final int MOST_METADATA = 1 << 16;
  private static final long VERSION = 2;

  private final String subject;
  private final ZipFile zip;

  private CondaZip(String subject, ZipFile zip) {
    this.subject = subject;
    this.zip = zip;
  }

  /** @throws HermeticException HERM-PKG-001 */
  static CondaZip open(Path archive, String subject) throws IOException {
    ZipFile zip;
    try {
      zip = new ZipFile(archive.toFile(), StandardCharsets.UTF_8);
    } catch (IOException | RuntimeException e) {
      throw new HermeticException(
          ArchiveProblems.damaged(subject, "no whole ZIP file: " + e.getMessage()), e);
    }
    CondaZip conda = new CondaZip(subject, zip);
    boolean good = false;
    try {
      conda.checkVersion();
      good = true;
    } finally {
      if (!good) {
        zip.close();
      }
    }
    return conda;
  }

  InputStream info() {
    return open(member("info-"));
  }

  InputStream content() {
    return open(member("pkg-"));
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private ZipEntry member(String start) {
    ZipEntry found =
        only(name -> name.startsWith(start) && name.endsWith(".tar.zst"), start + "….tar.zst");
    if (found == null) {
      throw problem("no " + start + "….tar.zst in it");
    }
    return found;
  }

  private @Nullable ZipEntry only(Predicate<String> wanted, String what) {
    ZipEntry found = null;
    for (Iterator<? extends ZipEntry> all = zip.entries().asIterator(); all.hasNext(); ) {
      ZipEntry entry = all.next();
      if (wanted.test(entry.getName())) {
        if (found != null) {
          throw problem("more than one " + what + " in it");
        }
        found = entry;
      }
    }
    return found;
  }

  private InputStream open(ZipEntry entry) {
    if (entry.getMethod() != ZipEntry.STORED) {
      throw problem(ArchiveProblems.shown(entry.getName()) + " is compressed once more");
    }
    try {
      return zip.getInputStream(entry);
    } catch (IOException | RuntimeException e) {
      throw new HermeticException(
          ArchiveProblems.damaged(subject, String.valueOf(e.getMessage())), e);
    }
  }

  private void checkVersion() {
    ZipEntry entry = only(METADATA::equals, METADATA);
    if (entry == null) {
      return;
    }
    try (InputStream in = open(entry)) {
      Object metadata = JsonTree.read(in.readNBytes(MOST_METADATA));
      if (!(metadata instanceof Map<?, ?> map)
          || !Long.valueOf(VERSION).equals(map.get("conda_pkg_format_version"))) {
        throw problem(
            "its metadata.json does not say `conda_pkg_format_version` 2, the only one known");
      }
    } catch (IOException e) {
      throw problem("its metadata.json cannot be read");
    }
  }

  private HermeticException problem(String fact) {
    return new HermeticException(ArchiveProblems.damaged(subject, fact));
  }
}
