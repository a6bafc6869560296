package dev.hermetic.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.testkit.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real packages: conda's, rattler's, pixi's and mamba's own test data. */
class SharedPackagesTest {
  @TempDir Path folder;

  @Test
  void unpack_allButThoseThatAreBroken() throws Exception {
    List<Path> packages;
    try (Stream<Path> files = Files.walk(SharedData.data("packages"))) {
      packages =
          files.filter(file -> file.toString().matches(".*\\.(conda|tar\\.bz2)")).sorted().toList();
    }
    PackageArchive archives = new PackageArchive(Limits.DEFAULT);
    Map<String, String> refused = new TreeMap<>();
    int entries = 0;
    for (int i = 0; i < packages.size(); i++) {
      Path file = packages.get(i);
      Path out = Files.createDirectory(folder.resolve(Integer.toString(i)));
      try {
        List<PackageEntry> unpacked =
            archives.unpack(file, file.getFileName().toString(), out).entries();
        entries += unpacked.size();
        for (PackageEntry entry : unpacked) {
          if (entry.kind() == PackageEntry.Kind.FILE) {
            assertThat(out.resolve(entry.path())).hasSize(entry.size());
          }
        }
      } catch (HermeticException e) {
        String where = file.getParent().getFileName() + "/" + file.getFileName();
        refused.put(where, e.problems().get(0).fact());
      }
    }
    assertThat(packages).hasSize(253);
    assertThat(entries).isEqualTo(391);
    String noTarget = "is a symbolic link without a target";
    assertThat(refused)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "package_streaming/ca-certificates-2024.7.4-hbcca054_0.conda",
                "the archive cannot be read: no info-….tar.zst in it",
                "sparse/info-only-1.0.0-0.conda",
                "the archive cannot be read: no pkg-….tar.zst in it",
                "linux-64/zlib-1.2.11-h7b6447c_3.conda",
                "the member `lib/libz.so.1` " + noTarget,
                "osx-64/zlib-1.2.11-h1de35cc_3.conda",
                "the member `lib/libz.1.dylib` " + noTarget,
                "linux-64/zlib-1.2.11-h7b6447c_3.tar.bz2",
                "info/paths.json does not describe `lib/libz.so`: it is listed with 133384 bytes,"
                    + " and has 0",
                "osx-64/zlib-1.2.11-h1de35cc_3.tar.bz2",
                "info/paths.json does not describe `lib/libz.1.dylib`: it is listed with 100996"
                    + " bytes, and has 0"));
  }
}
