package dev.hermetic.lockfile;

import dev.hermetic.match.InvalidMatchSpecException;
import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a lock was asked for, as our {@code custom_metadata} say it. */
public final class LockedSpecs {
  private static final Pattern WHERE =
      Pattern.compile("(.*?)(?: \\([^()]*\\))?(?: on ((?:[a-z]+-[a-z0-9]+ ?)+))?");

  private LockedSpecs() {}

  /** The specs of a platform by package name; empty when another tool wrote the lock. */
  public static SortedMap<String, String> of(Lockfile.Metadata metadata, Platform platform) {
    SortedMap<String, String> specs = new TreeMap<>();
    for (String words : metadata.custom().getOrDefault(OwnMetadata.SPECS_KEY, "").split("; ")) {
      Matcher form = WHERE.matcher(words);
      if (words.isBlank() || !form.matches()) {
        continue;
      }
      boolean counts =
          form.group(2) == null
              || Arrays.asList(form.group(2).split(" ")).contains(platform.subdir());
      if (counts) {
        put(specs, form.group(1));
      }
    }
    return specs;
  }

  private static void put(SortedMap<String, String> specs, String text) {
    try {
      specs.put(MatchSpec.parse(text).name(), text);
    } catch (InvalidMatchSpecException e) {
      // What a later version may write: the lock is installed all the same.
      return;
    }
  }
}
