package dev.hermetic.lock;

import static dev.hermetic.platform.Platform.LINUX_64;
import static dev.hermetic.platform.Platform.OSX_64;
import static dev.hermetic.platform.Platform.OSX_ARM64;
import static dev.hermetic.platform.Platform.WIN_64;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hermetic.lock.SpecTable.Cell;
import dev.hermetic.lock.SpecTable.PackageRow;
import dev.hermetic.lock.SpecTable.PipEntry;
import dev.hermetic.lock.SpecTable.Row;
import dev.hermetic.lock.SpecTable.VariantChoice;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SpecTableTest {
  private static LockSample sample() {
    return new LockSample(LINUX_64, WIN_64)
        .spec("python=3.11")
        .spec("numpy>=1.24")
        .spec("scikit-learn", LINUX_64)
        .locked(LINUX_64, "python", "3.11.9", "hb806964_0_cpython")
        .locked(WIN_64, "python", "3.11.8", "h2628c8c_0_cpython")
        .locked(LINUX_64, "numpy", "2.1.0", "py311h71ddf71_0", "python")
        .locked(WIN_64, "numpy", "2.1.0", "py311h35ffc71_0", "python")
        .locked(LINUX_64, "scikit-learn", "1.5.1", "py311hd632256_0", "numpy", "threadpoolctl")
        .noarch(LINUX_64, "threadpoolctl", "3.5.0", "python")
        .locked(WIN_64, "vc", "14.3", "h8a93ad2_20");
  }

  private static Cell.Locked locked(Row row, Platform platform) {
    return (Cell.Locked) row.cells().get(platform);
  }

  @Test
  void rows_standInTheOrderOfTheFileWithTextAndPlace() {
    SpecTable table = sample().table();
    assertThat(table.rows())
        .extracting(Row::text)
        .containsExactly("python=3.11", "numpy>=1.24", "scikit-learn");
    assertThat(table.rows().get(1).location()).hasToString("environment.yml:6:5");
    assertThat(table.rows()).extracting(Row::name).contains("scikit-learn");
  }

  @Test
  void cell_hasVersionBuildAndChannel() {
    LockedFile file = locked(sample().table().rows().get(1), LINUX_64).file();
    assertThat(file.version()).isEqualTo("2.1.0");
    assertThat(file.build()).contains("py311h71ddf71_0");
    assertThat(file.channel()).isEqualTo("conda-forge");
    assertThat(file.subdir()).contains("linux-64");
  }

  @Test
  void selector_leavesTheCellAbsent() {
    Row row = sample().table().rows().get(2);
    assertThat(row.cells().get(WIN_64)).isEqualTo(new Cell.Absent());
    assertThat(row.broken()).isFalse();
    assertThat(row.differs()).isFalse();
  }

  @Test
  void row_differsInVersionOnly() {
    SpecTable table = sample().table();
    assertThat(table.rows()).extracting(Row::versionDiffers).containsExactly(true, false, false);
    assertThat(table.rows()).noneMatch(Row::variantDiffers);
  }

  @Test
  void row_differsInVariant() {
    Row row =
        new LockSample(LINUX_64, WIN_64)
            .spec("pytorch")
            .locked(LINUX_64, "pytorch", "2.5.1", "cuda126_py311h1_300", "__cuda")
            .locked(WIN_64, "pytorch", "2.5.1", "cpu_mkl_py311h2_100")
            .table()
            .rows()
            .get(0);
    assertThat(row.variantDiffers()).isTrue();
    assertThat(row.versionDiffers()).isFalse();
    assertThat(row.differs()).isTrue();
  }

  @Test
  void sameNameWithTwoTexts_makesTwoRows() {
    SpecTable table =
        new LockSample(LINUX_64, WIN_64)
            .spec("numpy=2.1", LINUX_64)
            .spec("numpy=2.0", WIN_64)
            .locked(LINUX_64, "numpy", "2.1.0", "0")
            .locked(WIN_64, "numpy", "2.0.2", "0")
            .table();
    assertThat(table.rows()).extracting(Row::text).containsExactly("numpy=2.1", "numpy=2.0");
    assertThat(table.rows().get(0).cells().get(WIN_64)).isInstanceOf(Cell.Absent.class);
    assertThat(table.packages()).hasSize(1).allMatch(PackageRow::versionDiffers);
  }

  @Test
  void specThatTheLockDoesNotHave_isMissing() {
    SpecTable table = new LockSample(LINUX_64).spec("numpy").table();
    assertThat(table.rows().get(0).cells().get(LINUX_64)).isEqualTo(new Cell.Missing());
    assertThat(table.complete()).isFalse();
  }

  @Test
  void lockedVersionOutsideTheSpec_isNotMet() {
    SpecTable table =
        new LockSample(LINUX_64)
            .spec("numpy>=2")
            .spec("pandas 2.2.*")
            .locked(LINUX_64, "numpy", "1.26.4", "0")
            .locked(LINUX_64, "pandas", "2.2.3", "0")
            .table();
    assertThat(locked(table.rows().get(0), LINUX_64).meetsSpec()).isFalse();
    assertThat(locked(table.rows().get(1), LINUX_64).meetsSpec()).isTrue();
    assertThat(table.complete()).isFalse();
  }

  @Test
  void platformsThatOnlyOneSideHas_areNamed() {
    SpecTable table = sample().lockedFor(LINUX_64, OSX_ARM64).table();
    assertThat(table.platforms()).containsExactly(LINUX_64, OSX_ARM64);
    assertThat(table.unlocked()).containsExactly(WIN_64);
    assertThat(table.unasked()).containsExactly(OSX_ARM64);
    assertThat(table.complete()).isFalse();
  }

  @Test
  void totals_countPackagesAndNoarch() {
    SpecTable table = sample().table();
    assertThat(table.totals())
        .extracting(SpecTable.Total::packages, SpecTable.Total::noarch)
        .containsExactly(tuple(4, 1), tuple(3, 0));
    assertThat(table.packageCount()).isEqualTo(7);
    assertThat(table.complete()).isTrue();
  }

  @Test
  void download_isUnknownWithoutRecords() {
    assertThat(sample().table().download().text()).isEqualTo("unknown");
  }

  @Test
  void download_sumsKnownSizesAndCountsUnknownOnes() {
    LockSample sample =
        new LockSample(LINUX_64)
            .locked(LINUX_64, "a", "1", "0")
            .size(1_500_000)
            .locked(LINUX_64, "b", "1", "0")
            .size(500_000);
    assertThat(sample.table().download().text()).isEqualTo("2.0 MB");
    sample.locked(LINUX_64, "c", "1", "0").size(-1);
    assertThat(sample.table().download()).isEqualTo(new DownloadSize(2_000_000, 1));
    assertThat(sample.table().download().text()).isEqualTo("at least 2.0 MB");
  }

  @Test
  void differences_areOtherVersionsAndPartialPackages() {
    SpecTable table = sample().table();
    assertThat(table.versionDifferences()).extracting(PackageRow::name).containsExactly("python");
    assertThat(table.partial())
        .extracting(PackageRow::name)
        .containsExactly("scikit-learn", "threadpoolctl", "vc");
  }

  @Test
  void package_knowsWhoNeedsIt() {
    PackageRow python =
        sample().table().packages().stream()
            .filter(row -> row.name().equals("python"))
            .findFirst()
            .orElseThrow();
    assertThat(python.root()).isTrue();
    assertThat(python.neededBy()).containsExactly("numpy", "threadpoolctl");
  }

  @Test
  void variants_standRootsFirstWithTheirReason() {
    List<VariantChoice> variants =
        new LockSample(LINUX_64, OSX_ARM64)
            .spec("pytorch")
            .given(LINUX_64, new VirtualPackage("__cuda", "12.4"))
            .given(OSX_ARM64, new VirtualPackage("__osx", "11.0"))
            .locked(LINUX_64, "libtorch", "2.5.1", "cuda126_h1_300", "cuda-version")
            .locked(LINUX_64, "pytorch", "2.5.1", "cuda126_py311h1_300", "__cuda", "libtorch")
            .locked(OSX_ARM64, "pytorch", "2.5.1", "cpu_generic_py311h2_0")
            .table()
            .variants();
    assertThat(variants)
        .extracting(VariantChoice::name)
        .containsExactly("pytorch", "pytorch", "libtorch");
    assertThat(variants.get(0).why())
        .isEqualTo("it needs __cuda, and __cuda=12.4 is among the virtual packages");
    assertThat(variants.get(1).why())
        .isEqualTo(
            "no __cuda is among the virtual packages, so no build that needs it can be taken");
    assertThat(variants.get(2).root()).isFalse();
  }

  private static LockedPackage wheel(String name, String version, String tags, String... needs) {
    SortedMap<String, String> dependencies = new TreeMap<>();
    for (String need : needs) {
      dependencies.put(need, "*");
    }
    return new LockedPackage(
        name,
        version,
        Manager.PIP,
        LINUX_64,
        dependencies,
        "https://files.example/" + name + "-" + version + "-" + tags + ".whl",
        null,
        "2".repeat(64),
        null,
        null,
        "main");
  }

  @Test
  void pipEntries_areLeftOutWhereNobodyReadsThem() {
    LockSample sample =
        new LockSample(LINUX_64).pip("requests==2.32").locked(LINUX_64, "a", "1", "0");
    assertThat(sample.table().pipLeftOut())
        .extracting(PipEntry::text)
        .containsExactly("requests==2.32");
    assertThat(sample.readingPip().table().pipLeftOut()).isEmpty();
  }

  @Test
  void pipEntries_areRowsAsSpecsAre_whoeverHasWhatTheyAskFor() {
    SpecTable table =
        new LockSample(LINUX_64, OSX_64)
            .pip("Requests[socks]==2.32; sys_platform == 'linux'")
            .pip("torch>=3")
            .pip("gone")
            .spec("python")
            .readingPip()
            .locked(LINUX_64, "python", "3.11.1", "0")
            .locked(OSX_64, "python", "3.11.1", "0")
            .locked(LINUX_64, "pytorch", "2.1", "0", "python")
            .locked(OSX_64, "pytorch", "3.1", "0", "python")
            .locked(wheel("requests", "2.32", "py3-none-any", "urllib3", "torch"))
            .locked(wheel("urllib3", "2.0", "1-cp311-cp311-manylinux_2_17_x86_64"))
            .table();
    assertThat(table.pipLeftOut()).isEmpty();
    assertThat(table.rows())
        .extracting(row -> row.manager().key() + " " + row.text() + " " + cells(row))
        .containsExactly(
            "conda python [python 3.11.1, python 3.11.1]",
            "pip Requests[socks]==2.32; sys_platform == 'linux' [requests 2.32, -]",
            "pip torch>=3 [pytorch 2.1!, pytorch 3.1]",
            "pip gone [missing, missing]");
    assertThat(table.packages())
        .extracting(one -> one.manager().key() + " " + one.name() + one.root() + one.neededBy())
        .containsExactly(
            "conda python" + "true[pytorch]",
            "conda pytorch" + "true[requests]",
            "pip requests" + "true[]",
            "pip urllib3" + "false[requests]");
    SpecTable.Total linux = table.totals().get(0);
    assertThat(linux.pip()).isEqualTo(2);
    // A wheel that fits every machine is as noarch as a package of conda.
    assertThat(linux.noarch()).isEqualTo(1);
    assertThat(table.packages().get(3).files().get(LINUX_64).build())
        .contains("1-cp311-cp311-manylinux_2_17_x86_64");
  }

  private static List<String> cells(Row row) {
    return row.cells().values().stream().map(SpecTableTest::cell).toList();
  }

  private static String cell(SpecTable.Cell cell) {
    if (cell instanceof SpecTable.Cell.Locked locked) {
      String wrong = locked.meetsSpec() ? "" : "!";
      return locked.file().name() + " " + locked.file().version() + wrong;
    }
    return cell instanceof SpecTable.Cell.Missing ? "missing" : "-";
  }

  @Test
  void credentialsOfALock_doNotReachTheTable() {
    SpecTable table =
        new LockSample(LINUX_64)
            .locked(
                new LockedPackage(
                    "a",
                    "1",
                    Manager.CONDA,
                    LINUX_64,
                    new TreeMap<>(),
                    "https://me:secret@host/t/tok-123/chan/linux-64/a-1-0.conda",
                    null,
                    null,
                    null,
                    null,
                    "main"))
            .table();
    assertThat(table.toString()).doesNotContain("secret").doesNotContain("tok-123");
    assertThat(table.packages().get(0).files().get(LINUX_64).build()).contains("0");
  }

  @Test
  void table_isTheSameForShuffledInput() {
    assertThat(sample().shuffle(7).table()).isEqualTo(sample().table());
  }
}
