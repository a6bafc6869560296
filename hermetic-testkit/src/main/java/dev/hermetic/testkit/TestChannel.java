package dev.hermetic.testkit;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Builds a channel on disk: real packages, and {@code repodata.json}, {@code .json.zst} and {@code
 * .json.bz2} for each subdir (CEP-36), on demand also shards (CEP-16). The same packages give the same bytes, in whatever order they
 * were added.
 */
public final class TestChannel {
  private static final int ZSTD_LEVEL = 3;

  private final SortedMap<String, SortedMap<String, TestPackage>> subdirs = new TreeMap<>();
  private @Nullable String baseUrl;
  private @Nullable String shardsBaseUrl;

  private TestChannel() {
    withSubdirs("noarch");
  }

  /** An empty channel, which has {@code noarch} as every channel must. */
  public static TestChannel create() {
    return new TestChannel();
  }

  /** Makes subdirs exist even where no package is put into them. */
  public TestChannel withSubdirs(String... names) {
    for (String name : names) {
      subdirs.computeIfAbsent(name, key -> new TreeMap<>());
    }
    return this;
  }

  /** Lets repodata be of version 2 with this {@code info.base_url} (CEP-15). */
  public TestChannel withBaseUrl(String url) {
    baseUrl = url;
    return this;
  }

  /** Lets the channel have shards too, in a folder {@code shards} of each subdir. */
  public TestChannel withShards() {
    return withShards("./shards/");
  }

  /**
   * The same, with the place of the shards as the index is to say it.
   *
   * @param url {@code {subdir}} in it is replaced
   */
  public TestChannel withShards(String url) {
    shardsBaseUrl = url;
    return this;
  }

  public TestChannel add(TestPackage... packages) {
    return addAll(List.of(packages));
  }

  public TestChannel addAll(Collection<TestPackage> packages) {
    for (TestPackage pack : packages) {
      withSubdirs(pack.subdir());
      TestPackage before = subdirs.get(pack.subdir()).put(pack.fileName(), pack);
      if (before != null) {
        throw new IllegalArgumentException("twice: " + pack.subdir() + "/" + pack.fileName());
      }
    }
    return this;
  }

  /** Writes the channel into a folder, made when missing, and gives the folder back. */
  public Path write(Path folder) {
    try {
      for (Map.Entry<String, SortedMap<String, TestPackage>> subdir : subdirs.entrySet()) {
        writeSubdir(folder.resolve(subdir.getKey()), subdir.getKey(), subdir.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  /** The {@code file:} URL of a channel folder, without a slash at the end. */
  public static String url(Path folder) {
    URI uri = folder.toAbsolutePath().normalize().toUri();
    return "file://" + uri.getRawPath().replaceFirst("/$", "");
  }

  private void writeSubdir(Path folder, String subdir, SortedMap<String, TestPackage> packages)
      throws IOException {
    Files.createDirectories(folder);
    Map<String, Object> bz2 = new TreeMap<>();
    Map<String, Object> conda = new TreeMap<>();
    for (TestPackage pack : packages.values()) {
      byte[] bytes = PackageArchive.write(pack);
      Files.write(folder.resolve(pack.fileName()), bytes);
      Map<String, Object> record = PackageArchive.index(pack);
      record.put("md5", Digests.md5(bytes));
      record.put("sha256", Digests.sha256(bytes));
      record.put("size", bytes.length);
      (pack.format() == TestPackage.Format.CONDA ? conda : bz2).put(pack.fileName(), record);
    }
    Map<String, Object> info = new TreeMap<>(Map.of("subdir", subdir));
    if (baseUrl != null) {
      info.put("base_url", baseUrl);
    }
    Map<String, Object> repodata = new TreeMap<>();
    repodata.put("info", info);
    repodata.put("packages", bz2);
    repodata.put("packages.conda", conda);
    repodata.put("removed", new ArrayList<>());
    repodata.put("repodata_version", baseUrl == null ? 1 : 2);
    byte[] json = Json.bytes(repodata);
    Files.write(folder.resolve("repodata.json"), json);
    Files.write(folder.resolve("repodata.json.zst"), Zstd.compress(json, ZSTD_LEVEL));
    Files.write(folder.resolve("repodata.json.bz2"), PackageArchive.bzip2(json));
    if (shardsBaseUrl != null) {
      Shards.write(
          folder,
          Map.of("packages", bz2, "packages.conda", conda),
          baseUrl == null ? "./" : baseUrl,
          shardsBaseUrl.replace("{subdir}", subdir));
    }
  }
}
