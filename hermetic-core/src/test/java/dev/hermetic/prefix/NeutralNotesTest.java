package dev.hermetic.prefix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.platform.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is noted about packages, freed of who asked for them. */
class NeutralNotesTest {
  private static final TargetPrefix TARGET = new TargetPrefix("/opt/env", Platform.LINUX_64);
  private static final String INFO = "lib/python3.11/site-packages/tool-1.dist-info/";

  @TempDir Path temp;

  /** All notes of a prefix, as they are there and freed. */
  private record Notes(Map<String, String> there, Map<String, String> neutral) {}

  private Notes notes(boolean asked) throws IOException {
    Path env = temp.resolve("env-" + asked);
    Path cache = temp.resolve("cache-" + asked);
    Unpacked one = Unpacked.of(cache, "a").file("x", "1").file("y", "\"requested_spec\": \"a\"");
    PrefixWheel wheel =
        Unpacked.of(cache, "tool")
            .file("tool/__init__.py", "")
            .file("tool-1.dist-info/METADATA", "Name: tool\n")
            .wheel(asked, null);
    PrefixPlan plan =
        PrefixPlan.of(
            Platform.LINUX_64,
            List.of(
                Unpacked.python(cache).pack(), (asked ? one.requested("a >=1") : one).pack()),
            List.of(wheel));
    PrefixResult result =
        PrefixBuilder.build(
            new PrefixRequest(
                plan, PrefixNotes.NONE, env, TARGET, TARGET, LinkMode.AUTO, false, 2));
    Notes notes = new Notes(new TreeMap<>(), new TreeMap<>());
    for (ManifestEntry entry : result.manifest().entries()) {
      if (NeutralNotes.concerns(entry)) {
        byte[] bytes = Files.readAllBytes(env.resolve(entry.path()));
        notes.there.put(entry.path(), new String(bytes));
        notes.neutral.put(entry.path(), new String(NeutralNotes.of(entry, bytes)));
      } else if (NeutralNotes.leavesOut(entry)) {
        notes.there.put(entry.path(), "");
      }
    }
    return notes;
  }

  @Test
  void notes_ofWhatWasAskedFor_areThoseOfWhatWasNot() throws IOException {
    Notes asked = notes(true);
    Notes unasked = notes(false);

    assertThat(asked.there.get("conda-meta/a-1-0.json")).contains("a >=1");
    assertThat(asked.there.get(INFO + "RECORD")).contains("REQUESTED");
    assertThat(asked.there).containsKey(INFO + "REQUESTED");
    asked.neutral.remove("conda-meta/history");
    unasked.neutral.remove("conda-meta/history");
    assertThat(asked.neutral)
        .isEqualTo(unasked.neutral)
        .containsOnlyKeys(
            "conda-meta/a-1-0.json", "conda-meta/python-3.11.2-0.json", INFO + "RECORD");
    unasked.there.remove("conda-meta/history");
    assertThat(unasked.neutral).isEqualTo(unasked.there);
  }

  @Test
  void history_hasTheSpecsAlone() throws IOException {
    assertThat(notes(true).neutral.get("conda-meta/history"))
        .isEqualTo(
            "==> 1980-01-01 00:00:00 <==\n# cmd: hermetic:install\n# update specs: [\"a >=1\"]\n");
  }
}
