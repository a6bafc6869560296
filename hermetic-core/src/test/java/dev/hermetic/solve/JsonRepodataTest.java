package dev.hermetic.solve;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import dev.hermetic.record.PackageRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonRepodataTest {
  private static final String JSON =
      """
      {"packages": {
         "a-1-0.tar.bz2": {"name": "a", "version": "1", "build": "0", "build_number": 7},
         "b-1-0.tar.bz2": {"name": "b", "version": "1", "build": "0", "build_number": 0,
           "noarch": true, "timestamp": 1500000000, "track_features": "x y, z"}},
       "packages.conda": {
         "a-1-0.conda": {"name": "a", "version": "1", "build": "0", "build_number": 7,
           "depends": ["b"], "constrains": ["c <2"], "noarch": "python", "sha256": "ff",
           "timestamp": 1500000000123, "track_features": ["x"], "size": 5}}}
      """;

  @TempDir Path folder;

  @Test
  void read_prefersConda() throws IOException {
    Path file = Files.writeString(folder.resolve("repodata.json"), JSON);
    JsonRepodata repodata = JsonRepodata.read(file, "https://example.org/c", "noarch");
    assertThat(repodata.names()).containsExactly("a", "b");
    assertThat(repodata.records("missing")).isEmpty();
    PackageRecord a = repodata.records("a").get(0);
    assertThat(repodata.records("a")).hasSize(1);
    assertThat(a.fileName()).isEqualTo("a-1-0.conda");
    assertThat(a.url()).isEqualTo("https://example.org/c/noarch/a-1-0.conda");
    assertThat(a.buildNumber()).isEqualTo(7);
    assertThat(a.depends()).containsExactly("b");
    assertThat(a.constrains()).containsExactly("c <2");
    assertThat(a.noarch()).isEqualTo("python");
    assertThat(a.timestamp()).isEqualTo(1_500_000_000_123L);
    assertThat(a.trackFeatures()).containsExactly("x");
    assertThat(a.sha256()).isEqualTo("ff");
    assertThat(a.md5()).isNull();
  }

  @Test
  void read_understandsOldForms() throws IOException {
    Path file =
        Files.write(
            folder.resolve("repodata.json.zst"),
            Zstd.compress(JSON.getBytes(StandardCharsets.UTF_8)));
    PackageRecord b =
        JsonRepodata.read(file, "https://example.org/c", "noarch").records("b").get(0);
    assertThat(b.noarch()).isEqualTo("generic");
    assertThat(b.timestamp()).isEqualTo(1_500_000_000_000L);
    assertThat(b.trackFeatures()).containsExactly("x", "y", "z");
    assertThat(b.size()).isEqualTo(-1);
  }
}
