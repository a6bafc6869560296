package dev.hermetic.minimize;

import dev.hermetic.digest.Sha256;
import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.prefix.ManifestEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was decided about a prefix, kept for the next build: looking for imports reads every module,
 * and gives the same for the same files, packages and policy.
 *
 * @param kinds of what is removed, by path
 */
record KeptDecision(SortedMap<String, String> kinds, List<Minimized.HeldBack> heldBack) {
  /** To be raised when the same input gives another decision. */
  private static final String VERSION = "2";

  /**
   * All that a decision depends on, as 64 hex digits.
   *
   * @param prefix digest of the prefix, which says all of its paths but those that Python compiled
   */
  static String key(
      MinimizePolicy policy,
      String prefix,
      List<ManifestEntry> entries,
      Collection<String> locked) {
    StringBuilder text = new StringBuilder(VERSION).append('\n').append(policy.name());
    for (RemovedKind kind : policy.kinds()) {
      text.append('\n').append(kind.name()).append('\t').append(kind.paths());
      text.append('\t').append(kind.unlessLocked());
    }
    text.append('\n').append(prefix);
    text.append('\n').append(policy.keep()).append('\n').append(new TreeSet<>(locked));
    for (ManifestEntry entry : entries) {
      if (entry.origin() == ManifestEntry.Origin.COMPILED) {
        text.append('\n').append(entry.path()).append('\0').append(entry.sha256());
      }
    }
    return Sha256.hex(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Empty when there is none for the key, or it is damaged. */
  static Optional<KeptDecision> read(Path file, String key) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      return Optional.empty();
    }
    String head = key + "\n";
    String end = "\n" + key + "\n";
    if (!text.startsWith(head) || !text.endsWith(end)) {
      return Optional.empty();
    }
    SortedMap<String, String> kinds = new TreeMap<>();
    List<Minimized.HeldBack> heldBack = new ArrayList<>();
    for (String line : text.substring(head.length(), text.length() - key.length() - 1).split("\n")) {
      String[] words = line.split("\t", -1);
      if (words.length == 3 && words[0].equals("-")) {
        kinds.put(words[1], words[2]);
      } else if (words.length == 3 && words[0].equals("+")) {
        heldBack.add(new Minimized.HeldBack(words[1], words[2]));
      } else if (!line.isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(new KeptDecision(kinds, heldBack));
  }

  /** Names with a tab or line feed are not kept: such a prefix is looked through each time. */
  void write(Path file, String key) {
    StringBuilder text = new StringBuilder(key).append('\n');
    kinds.forEach((path, kind) -> line(text, "-", path, kind));
    heldBack.forEach(one -> line(text, "+", one.what(), one.reason()));
    text.append('\n').append(key).append('\n');
    boolean plain =
        kinds.keySet().stream().noneMatch(path -> path.indexOf('\t') >= 0 || path.indexOf('\n') >= 0)
            && heldBack.stream().noneMatch(one -> (one.what() + one.reason()).indexOf('\t') >= 0);
    if (plain) {
      AtomicFiles.write(Map.of(file, text.toString().getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static void line(StringBuilder text, String sign, String what, String why) {
    text.append(sign).append('\t').append(what).append('\t').append(why).append('\n');
  }
}
