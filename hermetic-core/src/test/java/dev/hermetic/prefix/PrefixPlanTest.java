package dev.hermetic.prefix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrefixPlanTest {
  @TempDir Path cache;

  private static PrefixPlan plan(Platform platform, Unpacked... packages) {
    return PrefixPlan.of(platform, Arrays.stream(packages).map(Unpacked::pack).toList());
  }

  private static List<String> files(PrefixPlan plan) {
    return plan.paths().stream().filter(path -> !path.isFolder()).map(PlannedPath::path).toList();
  }

  private static String owner(PrefixPlan plan, String path) {
    return plan.paths().stream()
        .filter(one -> one.path().equals(path))
        .findFirst()
        .orElseThrow()
        .owner();
  }

  private Unpacked one(String name) {
    return Unpacked.of(cache, name);
  }

  @Test
  void of_paths_areSortedWithEveryFolder() {
    PrefixPlan plan =
        plan(Platform.LINUX_64, one("a").file("lib/x/y", "1").folder("var/empty").file("a", "2"));
    assertThat(plan.paths().stream().map(PlannedPath::path))
        .containsExactly("a", "conda-meta", "lib", "lib/x", "lib/x/y", "var", "var/empty");
    assertThat(plan.paths().stream().filter(PlannedPath::isFolder))
        .allMatch(folder -> folder.mode() == 0755 && folder.owner().isEmpty());
  }

  @Test
  void of_samePathTwice_lastWinsAndLosersAreTold() {
    PrefixPlan plan =
        plan(
            Platform.LINUX_64,
            one("a").file("x", "a").file("same", "s"),
            one("b").file("x", "b").file("same", "s"),
            one("c").link("x", "same"));
    assertThat(owner(plan, "x")).isEqualTo("c-1-0");
    assertThat(plan.clobbers())
        .containsExactly(
            new Clobber("same", "b-1-0", List.of("a-1-0"), true),
            new Clobber("x", "c-1-0", List.of("a-1-0", "b-1-0"), false));
  }

  @Test
  void of_filesThatDescribeThePrefix_areNoPackages() {
    PrefixPlan plan =
        plan(
            Platform.LINUX_64,
            one("a").file("conda-meta/history", "x").file("conda-meta/a-1-0.json", "{}")
                .file("conda-meta/pinned", "python 3"));
    assertThat(files(plan)).containsExactly("conda-meta/pinned");
    assertThat(plan.clobbers())
        .extracting(Clobber::path, Clobber::winner)
        .containsExactly(
            tuple("conda-meta/a-1-0.json", "Hermetic"),
            tuple("conda-meta/history", "Hermetic"));
  }

  @Test
  void of_noarchPython_adaptsToPythonAndPlatform() {
    Unpacked tool =
        one("tool").noarchPython("tool = tool.cli:main.run").file("site-packages/tool/cli.py", "")
            .file("python-scripts/helper", "").file("share/doc", "").folder("site-packages");
    assertThat(files(plan(Platform.LINUX_64, Unpacked.python(cache), tool)))
        .containsExactly(
            "bin/helper",
            "bin/python3.11",
            "bin/tool",
            "lib/python3.11/site-packages/tool/cli.py",
            "share/doc");
    assertThat(plan(Platform.LINUX_64, Unpacked.python(cache), tool).paths())
        .noneMatch(path -> path.path().equals("site-packages"));
    PrefixPlan windows = plan(Platform.WIN_64, Unpacked.python(cache), tool);
    assertThat(files(windows))
        .contains(
            "Lib/site-packages/tool/cli.py", "Scripts/helper", "Scripts/tool-script.py")
        .doesNotContain("Scripts/tool.exe");
    assertThat(windows.withoutLauncher()).containsExactly("Scripts/tool-script.py");
  }

  @Test
  void of_sitePackagesPath_isTheOneThatPythonSays() {
    Unpacked python = Unpacked.python(cache).sitePackages("lib/python3.11t/site-packages");
    Unpacked tool = one("tool").noarchPython().file("site-packages/t.py", "");
    assertThat(files(plan(Platform.LINUX_64, python, tool)))
        .contains("lib/python3.11t/site-packages/t.py");
    for (String bad : List.of("../x", "/x", "lib/../../x", "a//b", "a\\b", "")) {
      assertThatThrownBy(
              () -> plan(Platform.LINUX_64, Unpacked.python(cache).sitePackages(bad), tool))
          .isInstanceOf(HermeticException.class)
          .hasMessageStartingWith("HERM-PREFIX-002");
    }
  }

  @Test
  void of_linkedFolder_takesWhatIsPutBehindIt() {
    PrefixPlan plan =
        plan(
            Platform.LINUX_64,
            one("a").file("lib/x", "1").link("lib64", "lib"),
            one("b").file("lib64/y", "2").file("lib64/x", "3"));
    assertThat(files(plan)).containsExactly("lib/x", "lib/y", "lib64");
    assertThat(plan.clobbers())
        .containsExactly(new Clobber("lib/x", "b-1-0", List.of("a-1-0"), false));
  }

  @Test
  void of_linkBehindALink_isFollowedToo() {
    PrefixPlan plan =
        plan(
            Platform.LINUX_64,
            one("a").link("d", "e").file("e/file", ""),
            one("b").link("d/x", "../real"),
            one("c").file("e/x/y", "").file("real/z", ""));
    assertThat(files(plan)).containsExactly("d", "e/file", "e/x", "real/y", "real/z");
  }

  @Test
  void of_pathBehindALinkThatLeadsOut_isRefused() {
    for (String target : List.of("/tmp", "..", "../../x", "a/../..", "d")) {
      assertThatThrownBy(
              () -> plan(Platform.LINUX_64, one("a").link("d", target), one("b").file("d/x", "")))
          .isInstanceOf(HermeticException.class)
          .hasMessageStartingWith("HERM-PREFIX-005 b-1-0");
    }
  }

  @Test
  void of_linkThatLeadsOut_isToldAndKept() {
    PrefixPlan plan =
        plan(
            Platform.LINUX_64,
            one("a").link("etc/localtime", "/etc/localtime").link("s", "d/../../x")
                .link("d", ".").link("ok", "etc/../missing"));
    assertThat(plan.outwardLinks())
        .containsExactly(
            new OutwardLink("etc/localtime", "/etc/localtime", "a-1-0"),
            new OutwardLink("s", "d/../../x", "a-1-0"));
  }

  @Test
  void of_caseCollision_isAPropertyOfThePlatform() {
    Unpacked[] packages = {one("a").file("share/Readme", "1"), one("b").file("share/README", "2")};
    assertThat(files(plan(Platform.LINUX_64, packages))).hasSize(2);
    for (Platform platform : List.of(Platform.WIN_64, Platform.OSX_ARM64)) {
      assertThatThrownBy(() -> plan(platform, packages))
          .isInstanceOf(HermeticException.class)
          .hasMessageContaining("HERM-PREFIX-006 share/Readme (a-1-0): is the same file as");
    }
  }

  @Test
  void of_foldersOfTwoSpellings_areFineWhileTheirFilesDiffer() {
    assertThat(
            files(
                plan(
                    Platform.OSX_64,
                    one("a").file("lib/Foo/a", ""),
                    one("b").file("lib/foo/b", ""))))
        .hasSize(2);
  }

  @Test
  void of_namesWindowsForbids_areRefusedThereAlone() {
    for (String bad : List.of("a/aux.c", "NUL", "com1", "a:b", "x?", "dir./x", "end ", "a|b")) {
      assertThat(files(plan(Platform.LINUX_64, one("a").file(bad, "")))).containsExactly(bad);
      assertThatThrownBy(() -> plan(Platform.WIN_64, one("a").file(bad, "")))
          .isInstanceOf(HermeticException.class)
          .hasMessageStartingWith("HERM-PREFIX-007 a-1-0");
    }
    assertThat(files(plan(Platform.WIN_64, one("a").file("auxiliary/null.com1", ""))))
        .hasSize(1);
  }
}
