package dev.hermetic.minimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.oci.Digest;
import dev.hermetic.platform.Platform;
import dev.hermetic.prefix.ManifestEntry;
import dev.hermetic.prefix.ManifestEntry.Kind;
import dev.hermetic.prefix.ManifestEntry.Origin;
import dev.hermetic.prefix.PrefixManifest;
import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MinimizerTest {
  private static final String SITE = "lib/python3.11/site-packages/";

  @TempDir Path prefix;
  private final Map<String, ManifestEntry> entries = new TreeMap<>();

  @Test
  void minimize_safe_removesWhatNoProgramNeeds() throws Exception {
    file("lib/libz.a", "1234");
    file("lib/libz.so", "12");
    file("include/zlib.h", "123");
    file("share/doc/zlib/README", "1");
    folder("include");
    folder("share");
    folder("var");

    Minimized result = minimize("safe");

    assertThat(result.kept()).extracting(ManifestEntry::path).containsExactly("lib/libz.so", "var");
    assertThat(result.byKind())
        .containsOnly(
            Map.entry("static libraries", new Minimized.Amount(1, 4)),
            Map.entry("headers", new Minimized.Amount(1, 3)),
            Map.entry("documentation", new Minimized.Amount(1, 1)));
    assertThat(result.total()).isEqualTo(new Minimized.Amount(3, 8));
  }

  @Test
  void minimize_none_keepsAll() throws Exception {
    file("lib/libz.a", "1234");
    file(SITE + "a/tests/__init__.py", "");

    assertThat(minimize("none").kept()).hasSize(2);
  }

  @Test
  void minimize_compilerIsLocked_keepsWhatItReads() throws Exception {
    file("include/Python.h", "1");
    file("share/doc/a", "1");

    Minimized result = minimize("safe", "triton");

    assertThat(result.kept()).extracting(ManifestEntry::path).containsExactly("include/Python.h");
    assertThat(result.heldBack())
        .contains(new Minimized.HeldBack("headers", "triton locked"));
  }

  @Test
  void minimize_linkLeadsToIt_keepsIt() throws Exception {
    file("share/doc/licence.txt", "1");
    file("share/doc/other.txt", "1");
    file("share/man/man1/a.1", "1");
    link("lib/a/licence.txt", "../../share/doc/licence.txt");
    link("manuals", "share/man");

    Minimized result = minimize("safe");

    assertThat(result.removed())
        .extracting(removed -> removed.entry().path())
        .containsExactly("share/doc/other.txt");
    assertThat(result.heldBack())
        .containsExactly(
            new Minimized.HeldBack(
                "share/doc/licence.txt", "the link lib/a/licence.txt leads to it"),
            new Minimized.HeldBack("share/man", "the link manuals leads to it"));
  }

  @Test
  void minimize_linkToItsFolder_keepsWhatWouldStayByThatName() throws Exception {
    file("root/usr/lib64/libc.a", "1");
    file("root/usr/lib64/libc.so", "1");
    link("root/usr/lib", "lib64");
    file("root/lib64/libm.a", "1");
    link("root/lib", "lib64");

    Minimized result = minimize("safe");

    assertThat(result.removed())
        .extracting(removed -> removed.entry().path())
        .containsExactly("root/usr/lib64/libc.a");
    assertThat(result.heldBack())
        .containsExactly(
            new Minimized.HeldBack("root/lib64", "the link root/lib leads to it"));
  }

  @Test
  void minimize_small_removesTests() throws Exception {
    file(SITE + "a/__init__.py", "import os\n");
    file(SITE + "a/tests/__init__.py", "");
    file(SITE + "a/tests/test_a.py", "import a.tests\n");
    file(SITE + "a/tests/data.bin", "12345");
    file(SITE + "a/tests/__pycache__/test_a.cpython-311.pyc", "1");
    folder(SITE + "a/tests");
    folder(SITE + "a/tests/__pycache__");

    Minimized result = minimize("small");

    assertThat(result.kept())
        .extracting(ManifestEntry::path)
        .containsExactly(SITE + "a/__init__.py");
    assertThat(result.heldBack()).isEmpty();
  }

  @Test
  void minimize_topLevelTestsPackage_stays() throws Exception {
    file(SITE + "tests/__init__.py", "");

    assertThat(minimize("small").removed()).isEmpty();
  }

  @Test
  void minimize_moduleImportsTests_keepsThemAndWhatTheyImport() throws Exception {
    for (String statement :
        new String[] {
          "from a.tests import helper",
          "from .tests import (\n    # why\n    helper,\n)",
          "from . import \\\n   tests",
          "    import os, a.tests.helper as h",
          "m = importlib.import_module('a.tests.helper')",
        }) {
      entries.clear();
      file(SITE + "a/__init__.py", statement + "\n");
      file(SITE + "a/tests/__init__.py", "");
      file(SITE + "a/tests/helper.py", "from b.tests.base import Base\n");
      file(SITE + "b/__init__.py", "");
      file(SITE + "b/tests/__init__.py", "");
      file(SITE + "b/tests/base.py", "class Base: pass\n");
      file(SITE + "c/tests/__init__.py", "");

      Minimized result = minimize("small");

      assertThat(result.removed())
          .as(statement)
          .extracting(removed -> removed.entry().path())
          .containsExactly(SITE + "c/tests/__init__.py");
      assertThat(result.heldBack())
          .containsExactly(
              new Minimized.HeldBack(SITE + "a/tests", SITE + "a/__init__.py imports it"),
              new Minimized.HeldBack(SITE + "b/tests", SITE + "a/tests/helper.py imports it"));
    }
  }

  @Test
  void minimize_moduleOfFolderWithoutInit_keepsThatModule() throws Exception {
    file(SITE + "a/__init__.py", "from a.tests import helper\n");
    file(SITE + "a/tests/helper.py", "");
    file(SITE + "a/tests/test_a.py", "");

    assertThat(minimize("small").kept())
        .extracting(ManifestEntry::path)
        .containsExactly(SITE + "a/__init__.py", SITE + "a/tests/helper.py");
  }

  @Test
  void minimize_condaMeta_staysWhateverThePolicySays() throws Exception {
    file("conda-meta/a-1-0.json", "{}");
    file("lib/a", "");
    Files.writeString(prefix.resolve("policy"), "remove: {all: ['*/**']}\n");

    Minimized result =
        Minimizer.minimize(
            MinimizePolicy.read(prefix.resolve("policy"), "policy"),
            entries.values().stream().toList(),
            Set.of(),
            prefix);

    assertThat(result.kept())
        .extracting(ManifestEntry::path)
        .containsExactly("conda-meta/a-1-0.json");
  }

  @Test
  void minimize_moduleIsMissing_isOneProblem() throws Exception {
    file(SITE + "a/__init__.py", "");
    file(SITE + "a/tests/__init__.py", "");
    Files.delete(prefix.resolve(SITE + "a/__init__.py"));

    assertThatThrownBy(() -> minimize("small"))
        .isInstanceOf(HermeticException.class)
        .hasMessageContaining("HERM-MIN-002")
        .hasMessageContaining("a/__init__.py: cannot be read while looking for imports")
        .hasMessageContaining("Fix: see that the file may be read, and run the goal again");
  }

  @Test
  void minimize_again_takesWhatWasDecidedWhileNothingChanged() throws Exception {
    file(SITE + "a/__init__.py", "from a.tests import helper\n");
    file(SITE + "a/tests/__init__.py", "");
    file(SITE + "b/tests/__init__.py", "");
    Path kept = prefix.resolve("decision");
    Minimized first = minimize(kept, Set.of());
    assertThat(first).isEqualTo(minimize("small"));
    Files.delete(prefix.resolve(SITE + "a/__init__.py"));

    assertThat(minimize(kept, Set.of())).isEqualTo(first);
    // Damaged, or of something else: decided anew, for which the module is missing.
    Files.writeString(kept, Files.readString(kept).substring(1));
    assertThatThrownBy(() -> minimize(kept, Set.of())).hasMessageContaining("HERM-MIN-002");
    file(SITE + "a/__init__.py", "");
    assertThat(minimize(kept, Set.of()).removed()).hasSize(2);
    assertThat(minimize(kept, Set.of("cython")).heldBack()).isNotEmpty();
  }

  private Minimized minimize(Path kept, Set<String> locked) {
    String digest = Digest.of(entries.toString().getBytes(StandardCharsets.UTF_8)).hex();
    PrefixManifest manifest =
        new PrefixManifest(
            Platform.LINUX_64, "/p", "/p", digest, entries.values().stream().toList());
    return Minimizer.minimize(
        MinimizePolicy.builtIn("small"), manifest, locked, prefix, kept);
  }

  private Minimized minimize(String policy, String... locked) {
    return Minimizer.minimize(
        MinimizePolicy.builtIn(policy),
        entries.values().stream().toList(),
        Set.of(locked),
        prefix);
  }

  private void file(String path, String text) throws IOException {
    Path file = prefix.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    String hash = Digest.of(text.getBytes(StandardCharsets.UTF_8)).hex();
    entries.put(
        path,
        new ManifestEntry(
            path, Kind.FILE, 0644, 0, text.length(), hash, hash, null, "p", Origin.PACKAGE));
  }

  private void folder(String path) {
    entries.put(
        path,
        new ManifestEntry(
            path, Kind.DIRECTORY, 0755, 0, 0, null, null, null, "", Origin.PACKAGE));
  }

  private void link(String path, String target) {
    entries.put(
        path,
        new ManifestEntry(
            path, Kind.SOFTLINK, 0777, 0, 0, null, null, target, "p", Origin.PACKAGE));
  }
}
