package dev.hermetic.prefix;

import dev.hermetic.archive.EntryPoint;
import java.nio.charset.StandardCharsets;

/**
 * The script of an entry point of a noarch python package, word for word as conda and mamba write
 * it. On Windows it has no first line: there a launcher beside it starts Python.
 */
final class EntryPointScript {
  /** Modes of conda-made scripts differ with the umask; this is what mamba and rattler give. */
  static final int MODE = 0775;

  private EntryPointScript() {}

  /** Where the script goes, relative to the prefix. */
  static String path(EntryPoint entryPoint, boolean windows) {
    return windows
        ? "Scripts/" + entryPoint.command() + "-script.py"
        : "bin/" + entryPoint.command();
  }

  static byte[] text(EntryPoint entryPoint, PythonTarget python, TargetPrefix prefix) {
    String function = entryPoint.function();
    int dot = function.indexOf('.');
    String imported = dot < 0 ? function : function.substring(0, dot);
    String script =
        """
        # -*- coding: utf-8 -*-
        import re
        import sys

        from %s import %s

        if __name__ == '__main__':
            sys.argv[0] = re.sub(r'(-script\\.pyw?|\\.exe)?$', '', sys.argv[0])
            sys.exit(%s())
        """
            .formatted(entryPoint.module(), imported, function);
    String first =
        prefix.platform().isWindows()
            ? ""
            : Shebang.of(prefix.path() + "/" + python.executable(), prefix.platform());
    return (first + script).getBytes(StandardCharsets.UTF_8);
  }
}
