package dev.hermetic.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Tells web pages that come with a 200 in the place of a file: where a network, a proxy or a server wants a
 * login first. Told by their bytes, since some servers call every file HTML.
 */
final class WebPage {
  private static final int LOOKED_AT = 2_048;

  /** Of what the HTML standard lets stand first, what pages begin with; the mark is that of UTF-8. */
  private static final Pattern HTML =
      Pattern.compile(
          "(?is)(?:\\u00ef\\u00bb\\u00bf)?(?:\\s|<!--.*?-->|<\\?xml.*?\\?>)*+"
              + "<(?:!doctype\\s+html|html|head|body|title|meta|script)\\b.*");

  private WebPage() {}

  /** Takes the beginning of a body that is not wanted. */
  static boolean is(HttpTransport.Answer answer) {
    try {
      return is(answer.body().readNBytes(LOOKED_AT));
    } catch (IOException e) {
      // Nobody can tell, and it is wrong as it is.
      return false;
    }
  }

  static boolean is(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return is(in.readNBytes(LOOKED_AT));
    }
  }

  static boolean is(byte[] bytes) {
    int length = Math.min(bytes.length, LOOKED_AT);
    return HTML.matcher(new String(bytes, 0, length, StandardCharsets.ISO_8859_1)).matches();
  }
}
