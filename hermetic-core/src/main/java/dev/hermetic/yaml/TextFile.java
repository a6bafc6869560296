package dev.hermetic.yaml;

import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads whole text files strictly: what is not UTF-8 is a problem, never a replacement. */
final class TextFile {
  private TextFile() {}

  static String read(Path file, String shownName, int maxBytes) {
    byte[] bytes = bytes(file, shownName, maxBytes);
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
    text.flip();
    if (result.isError()) {
      throw new HermeticException(
          YamlProblems.notUtf8(Positions.of(text, text.length(), shownName)));
    }
    boolean marked = text.length() > 0 && text.charAt(0) == '\uFEFF';
    return text.subSequence(marked ? 1 : 0, text.length()).toString();
  }

  private static byte[] bytes(Path file, String shownName, int maxBytes) {
    if (Files.isDirectory(file)) {
      throw new HermeticException(YamlProblems.unreadable(shownName, "it is a folder"));
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(maxBytes + 1);
      if (bytes.length > maxBytes) {
        throw new HermeticException(YamlProblems.tooLarge(shownName, maxBytes));
      }
      return bytes;
    } catch (NoSuchFileException e) {
      throw new HermeticException(YamlProblems.missing(shownName, otherEnding(file)), e);
    } catch (AccessDeniedException e) {
      throw new HermeticException(YamlProblems.unreadable(shownName, "permission denied"), e);
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new HermeticException(YamlProblems.unreadable(shownName, reason), e);
    }
  }

  /** The name of a file that differs in {@code .yml} or {@code .yaml} alone, if it is there. */
  private static Optional<String> otherEnding(Path file) {
    String name = String.valueOf(file.getFileName());
    String other =
        name.endsWith(".yml")
            ? name.substring(0, name.length() - 4) + ".yaml"
            : name.replaceFirst("\\.yaml$", ".yml");
    return other.equals(name) || !Files.isRegularFile(file.resolveSibling(other))
        ? Optional.empty()
        : Optional.of(other);
  }
}
