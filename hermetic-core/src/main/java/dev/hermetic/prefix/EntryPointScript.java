package dev.hermetic.prefix;

import dev.hermetic.archive.EntryPoint;
import java.nio.charset.StandardCharsets;

/**
 * The script of an entry point: of a noarch python package word for word as conda and mamba write
 * it, of a wheel as distlib does, which pip uses. On Windows it has no first line: there a launcher
 * beside it starts Python.
 */
final class EntryPointScript {
  /** Modes of conda-made scripts differ with the umask; this is what mamba and rattler give. */
  static final int MODE = 0775;

  /** What pip gives with the usual umask. */
  static final int WHEEL_MODE = 0755;

  private EntryPointScript() {}

  /** Where the script goes, relative to the prefix. */
  static String path(EntryPoint entryPoint, boolean windows) {
    return windows
        ? "Scripts/" + entryPoint.command() + (entryPoint.gui() ? "-script.pyw" : "-script.py")
        : "bin/" + entryPoint.command();
  }

  static byte[] text(EntryPoint entryPoint, PythonTarget python, TargetPrefix prefix) {
    return text(
        """
        # -*- coding: utf-8 -*-
        import re
        import sys

        from %s import %s

        if __name__ == '__main__':
            sys.argv[0] = re.sub(r'(-script\\.pyw?|\\.exe)?$', '', sys.argv[0])
            sys.exit(%s())
        """,
        entryPoint,
        python,
        prefix);
  }

  static byte[] wheelText(EntryPoint entryPoint, PythonTarget python, TargetPrefix prefix) {
    return text(
        """
        # -*- coding: utf-8 -*-
        import re
        import sys
        from %s import %s
        if __name__ == '__main__':
            sys.argv[0] = re.sub(r'(-script\\.pyw|\\.exe)?$', '', sys.argv[0])
            sys.exit(%s())
        """,
        entryPoint,
        python,
        prefix);
  }

  private static byte[] text(
      String template, EntryPoint entryPoint, PythonTarget python, TargetPrefix prefix) {
    String function = entryPoint.function();
    int dot = function.indexOf('.');
    String imported = dot < 0 ? function : function.substring(0, dot);
    String first =
        prefix.platform().isWindows()
            ? ""
            : Shebang.of(prefix.path() + "/" + python.executable(), prefix.platform());
    String script = template.formatted(entryPoint.module(), imported, function);
    return (first + script).getBytes(StandardCharsets.UTF_8);
  }
}
