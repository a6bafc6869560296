package dev.hermetic.packagecache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.archive.EntryPoint;
import dev.hermetic.archive.NoarchKind;
import dev.hermetic.archive.PackageEntry;
import dev.hermetic.archive.PackageEntry.Kind;
import dev.hermetic.archive.PackageInfo;
import dev.hermetic.archive.Placeholder;
import dev.hermetic.archive.Placeholder.FileMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
  @TempDir Path folder;

  private static Manifest manifest() {
    return new Manifest(
        "0".repeat(64),
        new PackageInfo(
            "a",
            "1!2",
            "py_0",
            3,
            "noarch",
            NoarchKind.PYTHON,
            List.of(new EntryPoint("run", "a.b", "c")),
            null,
            "-",
            -1,
            42),
        List.of(
            new PackageEntry(
                "a\tb\\n é", Kind.FILE, 0755, 7, 3, "1".repeat(64), null, true,
                new Placeholder("/opt/\nx", FileMode.BINARY)),
            new PackageEntry("dir", Kind.DIRECTORY, 0755, 7, 0, null, null, false, null),
            new PackageEntry("link", Kind.SYMLINK, 0777, 7, 0, null, "=-", false, null)));
  }

  @Test
  void read_givesWhatWasWritten() throws Exception {
    manifest().write(folder.resolve("m"));
    assertThat(Manifest.read(folder.resolve("m"))).contains(manifest());
  }

  @Test
  void read_missingDamagedOrOtherFormIsNone() throws Exception {
    Path file = folder.resolve("m");
    assertThat(Manifest.read(file)).isEmpty();
    manifest().write(file);
    String good = Files.readString(file);
    for (String bad :
        List.of("", good.substring(1), good.replace("py_0", "py_1"), good.substring(0, 300))) {
      Files.writeString(file, bad);
      assertThat(Manifest.read(file)).isEmpty();
    }
  }
}
