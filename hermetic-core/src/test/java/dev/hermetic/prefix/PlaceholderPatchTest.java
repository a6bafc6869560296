package dev.hermetic.prefix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.archive.Placeholder;
import dev.hermetic.archive.Placeholder.FileMode;
import dev.hermetic.platform.Platform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholderPatchTest {
  private static final String PLACE = "/opt/place_hold";

  private static byte[] patch(byte[] source, FileMode mode, TargetPrefix prefix)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new PlaceholderPatch(new Placeholder(PLACE, mode), prefix)
        .write(
            ByteBuffer.wrap(source),
            piece -> {
              byte[] bytes = new byte[piece.remaining()];
              piece.get(bytes);
              out.write(bytes);
            });
    return out.toByteArray();
  }

  private static TargetPrefix linux(String path) {
    return new TargetPrefix(path, Platform.LINUX_64);
  }

  private static String text(String source, TargetPrefix prefix) throws IOException {
    byte[] patched = patch(source.getBytes(StandardCharsets.UTF_8), FileMode.TEXT, prefix);
    return new String(patched, StandardCharsets.UTF_8);
  }

  private static String binary(String source, String prefix) throws IOException {
    byte[] bytes = source.getBytes(StandardCharsets.ISO_8859_1);
    return new String(
        patch(bytes, FileMode.BINARY, linux(prefix)), StandardCharsets.ISO_8859_1);
  }

  @Test
  void text_everyOccurrence_isReplacedWhateverTheLength() throws IOException {
    assertThat(text("a=" + PLACE + "/lib:" + PLACE + "\n" + PLACE, linux("/x")))
        .isEqualTo("a=/x/lib:/x\n/x");
    String longer = "/" + "y".repeat(300);
    assertThat(text(PLACE + PLACE, linux(longer))).isEqualTo(longer + longer);
    assertThat(text("nothing", linux("/x"))).isEqualTo("nothing");
    assertThat(text("", linux("/x"))).isEmpty();
  }

  @Test
  void text_firstLine_isMadeToWork() throws IOException {
    assertThat(text("#!" + PLACE + "/bin/python\n# " + PLACE + "\n", linux("/x")))
        .isEqualTo("#!/x/bin/python\n# /x\n");
    assertThat(text("#!" + PLACE + "/bin/perl\n" + PLACE, linux("/a b")))
        .isEqualTo("#!/usr/bin/env perl\n/a b");
    assertThat(text("#!" + PLACE + "/bin/sh", linux("/x"))).isEqualTo("#!/x/bin/sh");
  }

  @Test
  void text_windows_getsForwardSlashesAndNoOtherFirstLine() throws IOException {
    var windows = new TargetPrefix("C:\\my envs\\x\\", Platform.WIN_64);
    assertThat(text("#!" + PLACE + "/python.exe\n" + PLACE, windows))
        .isEqualTo("#!C:/my envs/x/python.exe\nC:/my envs/x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void text_wideCharacters_areReplacedToo(String encoding) throws IOException {
    Charset wide = Charset.forName(encoding);
    byte[] source = ("key=" + PLACE + "/a;" + PLACE + "/b").getBytes(wide);
    assertThat(patch(source, FileMode.TEXT, linux("/new")))
        .isEqualTo("key=/new/a;/new/b".getBytes(wide));
  }

  @Test
  void binary_string_keepsItsLength() throws IOException {
    assertThat(binary("\1" + PLACE + "/lib\0after", "/x"))
        .isEqualTo("\1/x/lib" + "\0".repeat(PLACE.length() - 2) + "\0after");
  }

  @Test
  void binary_severalInOneString_fillItsEnd() throws IOException {
    int shorter = PLACE.length() - 2;
    assertThat(binary("A=" + PLACE + "/a:" + PLACE + "/b:" + PLACE + "\0B=" + PLACE + "\0", "/x"))
        .isEqualTo("A=/x/a:/x/b:/x" + "\0".repeat(3 * shorter) + "\0B=/x" + "\0".repeat(shorter + 1));
  }

  @Test
  void binary_noNulAtTheEnd_isFilledUp() throws IOException {
    assertThat(binary("x" + PLACE + "/z", "/y"))
        .isEqualTo("x/y/z" + "\0".repeat(PLACE.length() - 2));
  }

  @Test
  void binary_samelength_needsNoFilling() throws IOException {
    String same = "/" + "s".repeat(PLACE.length() - 1);
    assertThat(binary(PLACE + "\0" + PLACE, same)).isEqualTo(same + "\0" + same);
  }

  @Test
  void applies_windowsBinaries_areLeftAlone() {
    var windows = new TargetPrefix("C:/x", Platform.WIN_64);
    assertThat(PlaceholderPatch.applies(new Placeholder(PLACE, FileMode.BINARY), windows)).isFalse();
    assertThat(PlaceholderPatch.applies(new Placeholder(PLACE, FileMode.TEXT), windows)).isTrue();
  }

  /** The same as replacing in a text, for many texts of few letters. */
  @Test
  void text_random_isWhatReplaceDoes() throws IOException {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      StringBuilder source = new StringBuilder();
      while (source.length() < 200) {
        int cut = random.nextInt(PLACE.length() + 1);
        source.append(random.nextBoolean() ? PLACE.substring(0, cut) : PLACE.substring(cut));
      }
      assertThat(text(source.toString(), linux("/q"))).isEqualTo(source.toString().replace(PLACE, "/q"));
    }
  }
}
