package dev.hermetic.prefix;

import dev.hermetic.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;

/**
 * Writes a script of a wheel with the Python of the prefix in its first line (PEP 427); what else
 * stands in that line goes, as pip does it.
 */
final class PythonScriptFile {
  private final PlannedPath path;
  private final Content.PythonScript script;
  private final PythonTarget python;

  PythonScriptFile(PlannedPath path, Content.PythonScript script, PythonTarget python) {
    this.path = path;
    this.script = script;
    this.python = python;
  }

  /**
   * @param file not there yet
   */
  ManifestEntry write(Path file, TargetPrefix prefix, TargetPrefix target) throws IOException {
    MessageDigest source = Sha256.create();
    MessageDigest here = Sha256.create();
    MessageDigest there = Sha256.create();
    byte[] first = firstLine(script, python, prefix);
    here.update(first);
    there.update(firstLine(script, python, target));
    try (InputStream in = Files.newInputStream(script.file());
        FileChannel out = DiskFiles.create(file)) {
      source.update(in.readNBytes(oldLine(script)));
      DiskFiles.write(out, ByteBuffer.wrap(first));
      byte[] buffer = new byte[1 << 16];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        source.update(buffer, 0, count);
        here.update(buffer, 0, count);
        there.update(buffer, 0, count);
        DiskFiles.write(out, ByteBuffer.wrap(buffer, 0, count));
      }
    } catch (NoSuchFileException e) {
      if (Files.exists(script.file())) {
        throw e;
      }
      throw PrefixProblems.changedInCache(script.file(), path.owner());
    }
    if (!Sha256.hex(source).equals(script.entry().sha256())) {
      throw PrefixProblems.changedInCache(script.file(), path.owner());
    }
    DiskFiles.settle(file, path.mode(), path.mtime());
    return ManifestEntry.file(
        path,
        size(script, python, prefix),
        Sha256.hex(here),
        Sha256.hex(there),
        ManifestEntry.Origin.PACKAGE);
  }

  /** Bytes of the script in a prefix. */
  static long size(Content.PythonScript script, PythonTarget python, TargetPrefix prefix) {
    return script.entry().size() - oldLine(script) + firstLine(script, python, prefix).length;
  }

  /** Bytes of the first line with its end, where it has one. */
  private static int oldLine(Content.PythonScript script) {
    return (int) Math.min(script.entry().size(), script.firstLine().length() + 1L);
  }

  private static byte[] firstLine(
      Content.PythonScript script, PythonTarget python, TargetPrefix prefix) {
    String interpreter = prefix.path() + "/" + python.executable();
    if (!prefix.platform().isWindows()) {
      return Shebang.of(interpreter, prefix.platform()).getBytes(StandardCharsets.UTF_8);
    }
    boolean gui = script.firstLine().startsWith("#!pythonw");
    String program = gui ? interpreter.replaceFirst("\\.exe$", "w.exe") : interpreter;
    String quoted = program.indexOf(' ') < 0 ? program : '"' + program + '"';
    return ("#!" + quoted.replace('/', '\\') + "\r\n").getBytes(StandardCharsets.UTF_8);
  }
}
