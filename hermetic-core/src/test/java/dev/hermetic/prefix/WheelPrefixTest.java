package dev.hermetic.prefix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.platform.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wheels among the packages of a prefix. */
class WheelPrefixTest {
  private static final String SITE = "lib/python3.11/site-packages/";
  private static final TargetPrefix TARGET = new TargetPrefix("/opt/env", Platform.LINUX_64);

  @TempDir Path temp;

  private Unpacked tool() {
    return Unpacked.of(temp.resolve("cache"), "tool")
        .file("tool/__init__.py", "VERSION = 1\n")
        .file("tool-1.dist-info/METADATA", "Name: tool\n")
        .file("tool-1.dist-info/RECORD.jws", "{}")
        .file("tool-1.data/purelib/tool/pure.py", "")
        .file("tool-1.data/platlib/tool/plat.so", "\u007fELF")
        .file("tool-1.data/headers/tool.h", "int x;\n")
        .file("tool-1.data/data/share/tool/a,b.txt", "data\n")
        .file("tool-1.data/scripts/tool-script.py", "what setuptools wrote")
        .pythonScript("tool-1.data/scripts/tool-run", "#!python -E", "print(1)\n")
        .noarchPython("tool = tool.cli:App.main")
        .gui("tool-gui", "tool.gui", "main");
  }

  private PrefixPlan plan(Platform platform, PrefixWheel... wheels) {
    List<PrefixPackage> python = List.of(Unpacked.python(temp.resolve("cache")).pack());
    return PrefixPlan.of(platform, python, List.of(wheels));
  }

  private PrefixResult build(PrefixPlan plan, TargetPrefix prefix, TargetPrefix target) {
    return PrefixBuilder.build(
        new PrefixRequest(
            plan,
            PrefixNotes.NONE,
            temp.resolve("env"),
            prefix,
            target,
            LinkMode.AUTO,
            false,
            2));
  }

  private String read(String path) throws IOException {
    return Files.readString(temp.resolve("env").resolve(path));
  }

  private static Map<String, PlannedPath> files(PrefixPlan plan) {
    Map<String, PlannedPath> files = new TreeMap<>();
    plan.paths().stream().filter(one -> !one.isFolder()).forEach(one -> files.put(one.path(), one));
    files.keySet().removeIf(path -> path.endsWith("bin/python3.11"));
    return files;
  }

  @Test
  void files_goWhereTheSchemesSay() {
    PrefixPlan plan = plan(Platform.LINUX_64, tool().wheel(true, "{\"url\": \"x\"}"));
    assertThat(files(plan).keySet())
        .containsExactlyInAnyOrder(
            SITE + "tool/__init__.py",
            SITE + "tool/plat.so",
            SITE + "tool/pure.py",
            SITE + "tool-1.dist-info/INSTALLER",
            SITE + "tool-1.dist-info/METADATA",
            SITE + "tool-1.dist-info/RECORD",
            SITE + "tool-1.dist-info/RECORD.jws",
            SITE + "tool-1.dist-info/REQUESTED",
            SITE + "tool-1.dist-info/direct_url.json",
            "bin/tool",
            "bin/tool-gui",
            "bin/tool-run",
            "include/python3.11/tool/tool.h",
            "share/tool/a,b.txt");
    assertThat(files(plan).values())
        .extracting(PlannedPath::owner)
        .containsOnly("tool-1-py3-none-any");
    assertThat(plan.clobbers()).isEmpty();
    assertThat(plan.withoutLauncher()).isEmpty();
    assertThat(files(plan(Platform.LINUX_64, tool().wheel(false, null))).keySet())
        .doesNotContain(SITE + "tool-1.dist-info/REQUESTED")
        .doesNotContain(SITE + "tool-1.dist-info/direct_url.json");
  }

  @Test
  void windows_hasItsOwnPlaces_andNoLaunchers() throws IOException {
    PrefixPlan plan = plan(Platform.WIN_64, tool().wheel(false, null));
    assertThat(files(plan).keySet())
        .contains(
            "Include/tool/tool.h",
            "Lib/site-packages/tool/__init__.py",
            "Scripts/tool-gui-script.pyw",
            "Scripts/tool-run",
            "Scripts/tool-script.py",
            "share/tool/a,b.txt");
    assertThat(plan.withoutLauncher())
        .containsExactly("Scripts/tool-gui-script.pyw", "Scripts/tool-script.py");
    TargetPrefix prefix = new TargetPrefix("C:/my env", Platform.WIN_64);
    build(plan, prefix, prefix);
    assertThat(read("Scripts/tool-run"))
        .isEqualTo("#!\"C:\\my env\\python.exe\"\r\nprint(1)\n");
    assertThat(read("Scripts/tool-script.py")).startsWith("# -*- coding: utf-8 -*-\n");
    assertThat(read("Lib/site-packages/tool-1.dist-info/RECORD"))
        .contains("../../Scripts/tool-run,sha256=");
  }

  @Test
  void python_withAPlaceOfItsOwn_isFollowed() {
    var python =
        Unpacked.python(temp.resolve("cache"))
            .sitePackages("lib/python3.11t/site-packages")
            .pack();
    PrefixPlan plan =
        PrefixPlan.of(Platform.LINUX_64, List.of(python), List.of(tool().wheel(false, null)));
    assertThat(files(plan).keySet())
        .contains("lib/python3.11t/site-packages/tool/pure.py", "include/python3.11t/tool/tool.h");
  }

  @Test
  void scripts_startThePythonOfThePrefix() throws IOException {
    PrefixResult result = build(plan(Platform.LINUX_64, tool().wheel(false, null)), TARGET, TARGET);
    assertThat(read("bin/tool-run")).isEqualTo("#!/opt/env/bin/python3.11\nprint(1)\n");
    assertThat(read("bin/tool"))
        .isEqualTo(
            """
            #!/opt/env/bin/python3.11
            # -*- coding: utf-8 -*-
            import re
            import sys
            from tool.cli import App
            if __name__ == '__main__':
                sys.argv[0] = re.sub(r'(-script\\.pyw|\\.exe)?$', '', sys.argv[0])
                sys.exit(App.main())
            """);
    assertThat(Files.isExecutable(temp.resolve("env/bin/tool"))).isTrue();
    assertThat(Files.isExecutable(temp.resolve("env/bin/tool-run"))).isTrue();
    // One second after what was packed, as with conda's patched files.
    assertThat(entry(result, "bin/tool-run").mtime()).isEqualTo(Unpacked.ABOUT_TIME + 1);
    assertThat(entry(result, SITE + "tool/__init__.py").mtime()).isEqualTo(Unpacked.TIME);
    TargetPrefix longer =
        new TargetPrefix("/" + "x".repeat(100) + "/" + "y".repeat(100), Platform.LINUX_64);
    build(plan(Platform.LINUX_64, tool().wheel(false, null)), longer, longer);
    assertThat(read("bin/tool-run"))
        .startsWith("#!/bin/sh\n'''exec' \"/xxx")
        .endsWith("/bin/python3.11\" \"$0\" \"$@\" #'''\nprint(1)\n");
  }

  private static ManifestEntry entry(PrefixResult result, String path) {
    return result.manifest().entries().stream()
        .filter(one -> one.path().equals(path))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void record_saysWhatLiesThere_sorted() throws IOException {
    PrefixResult result =
        build(plan(Platform.LINUX_64, tool().wheel(true, "{}")), TARGET, TARGET);
    List<String> lines = read(SITE + "tool-1.dist-info/RECORD").lines().toList();
    assertThat(lines).hasSize(14).contains("tool-1.dist-info/RECORD,,");
    assertThat(lines.stream().map(line -> line.replaceAll(",(sha256=.*)?$", "").replace("\"", "")))
        .contains("../../../share/tool/a,b.txt", "../../../bin/tool", "tool/pure.py")
        .contains("../../../include/python3.11/tool/tool.h")
        .isSorted();
    for (ManifestEntry one : result.manifest().entries()) {
      if (one.owner().startsWith("tool") && one.path().startsWith("bin/")) {
        String digest =
            Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(HexFormat.of().parseHex(one.sha256()));
        assertThat(lines)
            .contains("../../../" + one.path() + ",sha256=" + digest + "," + one.size());
      }
    }
    assertThat(read(SITE + "tool-1.dist-info/INSTALLER")).isEqualTo("hermetic\n");
    assertThat(read(SITE + "tool-1.dist-info/direct_url.json")).isEqualTo("{}");
    assertThat(Files.exists(temp.resolve("env/conda-meta/tool-1-py3-none-any.json"))).isFalse();
  }

  @Test
  void digest_isThatOfTheTarget_whereverItIsBuilt() {
    PrefixPlan plan = plan(Platform.LINUX_64, tool().wheel(true, null));
    PrefixResult there = build(plan, TARGET, TARGET);
    TargetPrefix elsewhere =
        new TargetPrefix("/tmp/" + "elsewhere/".repeat(20) + "env", Platform.LINUX_64);
    PrefixResult here = build(plan, elsewhere, TARGET);
    assertThat(here.manifest().digest()).isEqualTo(there.manifest().digest());
    ManifestEntry record = entry(here, SITE + "tool-1.dist-info/RECORD");
    assertThat(record.sha256()).isNotEqualTo(record.targetSha256());
    assertThat(record.targetSha256())
        .isEqualTo(entry(there, SITE + "tool-1.dist-info/RECORD").sha256());
    assertThat(build(plan, elsewhere, elsewhere).manifest().digest())
        .isNotEqualTo(there.manifest().digest());
  }

  @Test
  void clobbers_betweenCondaAndPip_areSeen_andTheWheelWins() throws IOException {
    var conda =
        Unpacked.of(temp.resolve("cache"), "tool-conda")
            .file("site-packages/tool/__init__.py", "VERSION = 0\n")
            .noarchPython()
            .pack();
    var other =
        Unpacked.of(temp.resolve("cache"), "other")
            .file("other-1.dist-info/METADATA", "")
            .file("tool/pure.py", "other")
            .wheel(false, null);
    PrefixPlan plan =
        PrefixPlan.of(
            Platform.LINUX_64,
            List.of(Unpacked.python(temp.resolve("cache")).pack(), conda),
            List.of(tool().wheel(false, null), other));
    assertThat(plan.clobbers())
        .containsExactly(
            new Clobber(
                SITE + "tool/__init__.py",
                "tool-1-py3-none-any",
                List.of("tool-conda-1-0"),
                false),
            new Clobber(
                SITE + "tool/pure.py",
                "other-1-py3-none-any",
                List.of("tool-1-py3-none-any"),
                false));
    build(plan, TARGET, TARGET);
    assertThat(read(SITE + "tool/__init__.py")).isEqualTo("VERSION = 1\n");
    assertThat(read(SITE + "tool-1.dist-info/RECORD"))
        .contains("tool/plat.so,")
        .doesNotContain("tool/pure.py");
    assertThat(read(SITE + "other-1.dist-info/RECORD")).contains("tool/pure.py,");
    assertThat(read("conda-meta/tool-conda-1-0.json")).doesNotContain("__init__");
  }

  @Test
  void wheel_withoutPython_isTold() {
    assertThatThrownBy(
            () ->
                PrefixPlan.of(
                    Platform.LINUX_64, List.of(), List.of(tool().wheel(false, null))))
        .hasMessage(
            "HERM-PREFIX-016 tool-1-py3-none-any: is a wheel, but the environment has no python\n"
                + "  Fix: add python to the conda packages of the environment file and lock again");
  }

  @Test
  void script_changedInTheCache_isNotWritten() throws IOException {
    PrefixWheel wheel = tool().wheel(false, null);
    PrefixPlan plan = plan(Platform.LINUX_64, wheel);
    Path script = wheel.unpacked().folder().resolve("tool-1.data/scripts/tool-run");
    Files.writeString(script, "#!python -E\nprint(2)\n");
    assertThatThrownBy(() -> build(plan, TARGET, TARGET))
        .hasMessageStartingWith("HERM-PREFIX-011 " + script);
  }
}
