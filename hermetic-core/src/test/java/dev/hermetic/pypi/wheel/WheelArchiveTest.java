package dev.hermetic.pypi.wheel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.archive.EntryPoint;
import dev.hermetic.archive.Limits;
import dev.hermetic.archive.PackageArchive;
import dev.hermetic.archive.PackageEntry;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.testkit.TestWheel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WheelArchiveTest {
  private static final TestWheel TOOL = TestWheel.of("tool", "1.0");

  @TempDir Path temp;

  private PackageArchive.Content unpack(TestWheel wheel) throws IOException {
    return unpack(Files.write(temp.resolve(wheel.fileName()), wheel.bytes()), wheel.fileName());
  }

  private PackageArchive.Content unpack(Path file, String name) throws IOException {
    Path folder = Files.createTempDirectory(temp, "unpacked");
    return new WheelArchive(Limits.DEFAULT).unpack(file, name, folder);
  }

  private RawWheel raw() throws IOException {
    return new RawWheel(Files.createTempFile(temp, "raw", ".whl"));
  }

  private void fails(TestWheel wheel, String problem) {
    assertThatThrownBy(() -> unpack(wheel))
        .isInstanceOf(HermeticException.class)
        .hasMessageStartingWith(problem);
  }

  private void fails(RawWheel raw, String problem) throws IOException {
    Path file = raw.done();
    assertThatThrownBy(() -> unpack(file, TOOL.fileName()))
        .isInstanceOf(HermeticException.class)
        .hasMessageStartingWith(problem);
  }

  @Test
  void wheel_isUnpackedAsItSaysItIs() throws IOException {
    var content =
        unpack(
            TestWheel.of("My_Tool", "1.0")
                .withFile("My_Tool-1.0.data/scripts/run", "#!pythonw -E\nprint()\n")
                .withInfo("INSTALLER", "somebody\n")
                .withInfo(
                    "entry_points.txt",
                    "# a comment\n[console_scripts]\ntool = my.tool:main [color]\n"
                        + "[other]\nx = nothing at all\n[gui_scripts]\n tool-gui=my.gui : App.run\n"));
    assertThat(content.info().distribution()).isEqualTo("My-Tool-1.0-py3-none-any");
    assertThat(content.info().entryPoints())
        .containsExactly(
            new EntryPoint("tool", "my.tool", "main"),
            new EntryPoint("tool-gui", "my.gui", "App.run", true));
    assertThat(content.entries())
        .extracting(PackageEntry::path)
        .containsExactly(
            "My_Tool-1.0.data/scripts/run",
            "My_Tool-1.0.dist-info/METADATA",
            "My_Tool-1.0.dist-info/WHEEL",
            "My_Tool-1.0.dist-info/entry_points.txt",
            "My_Tool/__init__.py");
    PackageEntry script = content.entries().get(0);
    assertThat(script.mode()).isEqualTo(0755);
    assertThat(script.placeholder().text()).isEqualTo("#!pythonw -E");
    assertThat(content.entries().get(4).mode()).isEqualTo(0644);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "America/New_York", "Asia/Kathmandu"})
  void times_areThoseOfTheArchive_inEveryZone(String zone) throws IOException {
    TimeZone before = TimeZone.getDefault();
    try {
      byte[] wheel = TOOL.bytes();
      TimeZone.setDefault(TimeZone.getTimeZone(zone));
      var content = unpack(Files.write(temp.resolve("w"), wheel), TOOL.fileName());
      long time = Instant.parse("2024-01-02T03:04:06Z").getEpochSecond();
      assertThat(content.entries()).extracting(PackageEntry::mtime).containsOnly(time);
      assertThat(content.info().aboutTime()).isEqualTo(time);
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void modes_areThoseOfPrograms_orNot() throws IOException {
    String digest = "sha256=" + "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU" + ",0\n";
    String record =
        "a," + digest + "b," + digest
            + "tool-1.0.dist-info/METADATA,sha256=x\ntool-1.0.dist-info/WHEEL,sha256=x\n";
    assertThatThrownBy(
            () -> {
              Path file =
                  raw().member("a", "", 0100700).member("b", "", 0100600).info(TOOL, record).done();
              unpack(file, TOOL.fileName());
            })
        .hasMessageContaining("`tool-1.0.dist-info/METADATA` is not what the digest says")
        .hasMessageNotContaining("`a`");
    try (var files = Files.walk(temp)) {
      List<Path> all = files.toList();
      for (Path one : all) {
        if (one.endsWith("a")) {
          assertThat(Files.isExecutable(one)).isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "../x|leads out of the package",
        "a/../../x|leads out of the package",
        "/etc/x|is an absolute path",
      })
  void pathsThatLeadOut_areRefused(String path, String fact) throws IOException {
    fails(
        raw().info(TOOL, "").member(path, "", 0100644),
        "HERM-PKG-002 tool-1.0-py3-none-any.whl: the member `" + path + "` " + fact);
  }

  @Test
  void backslashes_areRefused_whichWindowsTakesForSlashes() throws IOException {
    Path file = raw().info(TOOL, "").member("..|x", "", 0100644).with("..|x", "..\\x");
    assertThatThrownBy(() -> unpack(file, TOOL.fileName()))
        .hasMessageStartingWith("HERM-PKG-002 tool-1.0-py3-none-any.whl: the member ")
        .hasMessageContaining("has a backslash in its name, which some take for a separator");
  }

  @Test
  void links_areRefused() throws IOException {
    fails(
        raw().member("tool/x", "/etc/passwd", 0120777).info(TOOL, ""),
        "HERM-PKG-002 tool-1.0-py3-none-any.whl: the member `tool/x` is a link or a device, and"
            + " only files may be in it\n  Fix: tell the maintainers of the project");
  }

  @Test
  void membersThatComeTwice_areRefused() throws IOException {
    fails(
        raw().member("x", "1", 0100644).member("x", "2", 0100644).info(TOOL, ""),
        "HERM-PKG-002 tool-1.0-py3-none-any.whl: the member `x` comes twice");
    fails(
        raw().member("x", "1", 0100644).member("x/y", "2", 0100644).info(TOOL, ""),
        "HERM-PKG-002 tool-1.0-py3-none-any.whl: the member `x/y` lies below `x`");
  }

  @Test
  void archivesThatTwoReadersReadInTwoWays_areRefused() throws IOException {
    Path file = raw().member("tool/good.py", "", 0100644).withHeader("good.py", "evil.py");
    assertThatThrownBy(() -> unpack(file, TOOL.fileName()))
        .hasMessageStartingWith(
            "HERM-PKG-002 tool-1.0-py3-none-any.whl: the member `tool/good.py` has another name in"
                + " its own header than in the directory");
  }

  @Test
  void bombs_areRefusedBeforeTheyAreWritten() throws IOException {
    Limits small = new Limits(10, 1 << 20, 10, 1000, 1 << 10, 1 << 16);
    Path file = raw().member("zeros", new byte[1 << 19], 0100644).info(TOOL, "").done();
    Path folder = Files.createDirectory(temp.resolve("small"));
    assertThatThrownBy(() -> new WheelArchive(small).unpack(file, TOOL.fileName(), folder))
        .hasMessageStartingWith(
            "HERM-PKG-003 tool-1.0-py3-none-any.whl: the archive unpacks to far more than its size"
                + " tells");
    assertThat(Files.size(folder.resolve("zeros"))).isLessThan(1 << 17);
    RawWheel many = raw();
    for (int i = 0; i < 11; i++) {
      many.member("f" + i, "", 0100644);
    }
    Path crowd = many.done();
    assertThatThrownBy(() -> new WheelArchive(small).unpack(crowd, TOOL.fileName(), folder))
        .hasMessageContaining("more than 10 members");
  }

  @Test
  void whatIsNoZip_isRefused() throws IOException {
    Path file = Files.writeString(temp.resolve("x"), "<html>not found</html>");
    assertThatThrownBy(() -> unpack(file, TOOL.fileName()))
        .hasMessageStartingWith(
            "HERM-PKG-001 tool-1.0-py3-none-any.whl: the archive cannot be read: no whole ZIP file");
  }

  @Test
  void record_thatLies_isToldFactByFact() {
    fails(
        TOOL.withInfo("RECORD", "gone.py,sha256=x,1\ntool/__init__.py,sha256=AAAA,22\n"),
        """
        HERM-WHEEL-002 tool-1.0-py3-none-any.whl: its RECORD lies: `gone.py` is listed, but is not in the wheel
          Fix: tell the maintainers of the project, and lock another version of it, or its conda package
        HERM-WHEEL-002 tool-1.0-py3-none-any.whl: its RECORD lies: `tool/__init__.py` is not what the digest says
          Fix: tell the maintainers of the project, and lock another version of it, or its conda package
        HERM-WHEEL-002 tool-1.0-py3-none-any.whl: its RECORD lies: `tool-1.0.dist-info/METADATA` is in the wheel, but not listed
        """.stripTrailing());
    fails(
        TOOL.withInfo("RECORD", "../x,,\ntool/__init__.py,md5=AAAA,22\n"),
        "HERM-WHEEL-002 tool-1.0-py3-none-any.whl: its RECORD lies: `../x` leads out of it\n");
    assertThatThrownBy(
            () -> unpack(TOOL.withInfo("RECORD", "tool/__init__.py,md5=AAAA,22\n")))
        .hasMessageContaining("is listed without a digest of SHA-256 or better");
  }

  @Test
  void record_withQuotesAndBetterDigests_isRead() throws Exception {
    assertThat(RecordRow.read("\"a,\"\"b\"\"\",sha256=x,1\n\nc,,\n"))
        .containsExactly(new RecordRow("a,\"b\"", "sha256=x", "1"), new RecordRow("c", "", ""));
    assertThat(new RecordRow("a,\"b\"", "", "")).hasToString("\"a,\"\"b\"\"\",,");
    String sha512 =
        Base64.getUrlEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-512")
                    .digest(TOOL.files().get("tool/__init__.py")));
    assertThatThrownBy(
            () ->
                unpack(TOOL.withInfo("RECORD", "tool/__init__.py,sha512=" + sha512 + ",20\n")))
        .hasMessageContaining("`tool-1.0.dist-info/METADATA` is in the wheel, but not listed")
        .hasMessageNotContaining("__init__");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Wheel-Version: 2.0|its Wheel-Version is `2.0`, and only 1.x is known",
        "Generator: x|its Wheel-Version is ``, and only 1.x is known",
        "Wheel-Version: 1.0;Tag: cp312-cp312-linux_x86_64"
            + "|its name says otherwise: WHEEL has no tag for `py3-none-any`",
        "Wheel-Version: 1.9;Tag: nonsense|its WHEEL has a Tag that is none: `nonsense`",
      })
  void wheelFile_thatIsAnothers_isRefused(String lines, String fact) {
    fails(
        TOOL.withInfo("WHEEL", lines.replace(';', '\n') + "\n"),
        "HERM-WHEEL-001 tool-1.0-py3-none-any.whl: " + fact);
  }

  @Test
  void wheels_thatWereRenamedForMoreSystems_areRead() throws IOException {
    TestWheel wheel =
        TOOL.withTag("cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64")
            .withInfo("WHEEL", "Wheel-Version: 1.0\nTag: cp311-cp311-linux_x86_64\n");
    assertThat(unpack(wheel).info().build())
        .isEqualTo("cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64");
  }

  @Test
  void metadata_ofAnother_isRefused() {
    fails(
        TOOL.withInfo("METADATA", "Metadata-Version: 2.1\nName: loot\nVersion: 1.0\n"),
        "HERM-WHEEL-001 tool-1.0-py3-none-any.whl: its name says otherwise: METADATA is of the"
            + " project `loot`\n");
    fails(
        TOOL.withInfo("METADATA", "Metadata-Version: 2.1\nName: tool\nVersion: 1.1\n"),
        "HERM-WHEEL-001 tool-1.0-py3-none-any.whl: its name says otherwise: METADATA is of the"
            + " version `1.1`\n");
    fails(
        TOOL.withFile("other-1.0.dist-info/METADATA", ""),
        "HERM-WHEEL-001 tool-1.0-py3-none-any.whl: it has several .dist-info\n");
    assertThatThrownBy(
            () ->
                unpack(
                    Files.write(temp.resolve("w"), TestWheel.of("other", "1.0").bytes()),
                    TOOL.fileName()))
        .hasMessageContaining("METADATA is of the project `other`")
        .hasMessageContaining("its metadata are in the folder `other-1.0.dist-info`");
  }

  @Test
  void filesWithoutAPlace_areRefused() {
    fails(
        TOOL.withFile("tool-1.0.data/lib/x", ""),
        "HERM-WHEEL-003 tool-1.0-py3-none-any.whl: `tool-1.0.data/lib/x` has no place: `lib` is none"
            + " of purelib, platlib, scripts, headers and data\n");
    fails(
        TOOL.withFile("tool-1.0.data/x", ""),
        "HERM-WHEEL-003 tool-1.0-py3-none-any.whl: `tool-1.0.data/x` has no place: it is in no"
            + " folder of a scheme\n");
    fails(
        TOOL.withFile("tool-1.0.data/data/conda-meta/x.json", "{}"),
        "HERM-WHEEL-003 tool-1.0-py3-none-any.whl: `tool-1.0.data/data/conda-meta/x.json` has no"
            + " place: conda-meta is where conda keeps its records\n");
  }

  @Test
  void commands_thatAreNone_areRefused() {
    fails(
        TOOL.withInfo("entry_points.txt", "[console_scripts]\n../evil = a:b\nx = os;y:z\n"),
        "HERM-WHEEL-004 tool-1.0-py3-none-any.whl: its entry_points.txt asks for a command in a form"
            + " that is none: `../evil = a:b`\n");
  }
}
