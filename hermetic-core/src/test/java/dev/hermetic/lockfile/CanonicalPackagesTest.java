package dev.hermetic.lockfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.testkit.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the quick way reads is what the YAML parser reads; anything else it leaves to that. */
class CanonicalPackagesTest {
  private static final String LOCK =
      """
      version: 1
      metadata:
        content_hash:
          linux-64: HASH
        channels:
        - url: conda-forge
          used_env_vars: []
        platforms:
        - linux-64
        sources:
        - environment.yml
      package:
      - name: a
        version: 1.10
        manager: conda
        platform: linux-64
        dependencies: {}
        url: https://h/c/linux-64/a-1.10-0.conda
        hash:
          md5: MD5
          sha256: HASH
        category: main
        optional: false
      - name: b
        version: '2'
        manager: conda
        platform: linux-64
        dependencies:
          __glibc: '>=2.17'
          a: ==1.10
          it.is-so: '*'
        url: 'https://h/c/linux-64/b-2-it''s.conda'
        hash:
          md5: MD5
        build: '0'
        category: dev
        optional: true
      - name: c
        version: 3.0
        manager: pip
        platform: linux-64
        dependencies: {}
        url: https://h/c.whl
        hash:
          sha256: HASH
        source:
          type: url
          url: git+https://h/c
        category: main
        optional: false
      """
          .replace("MD5", "0123456789abcdef".repeat(2))
          .replace("HASH", "fedcba9876543210".repeat(4));

  @Test
  void canonical_ourForm_isWhatTheParserReads() {
    Optional<LocatedLock> quick = CondaLockReader.canonical(LOCK, "conda-lock.yml");

    assertSame(quick.orElseThrow(), CondaLockReader.parseYaml(LOCK, "conda-lock.yml"));
    assertThat(quick.get().lockfile().packages().get(1).url()).endsWith("b-2-it's.conda");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  version: 1.10=  version: 1.10 # new",
        "  version: 1.10=  version: \"1.10\"",
        "  version: 1.10=  version: null",
        "  version: 1.10=  version: &v 1.10",
        "  version: 1.10=  version: >",
        "  dependencies: {}=  dependencies: {b: 1}",
        "  platform: linux-64=  platform: win-64",
        "  category: main=  category: main\n  extra: 1",
        "- name: a=# about a\n- name: a",
        "- name: b=- name: a",
        "  category: dev=  category: d\u00e9v",
        "  manager: pip=  manager: npm",
      })
  void canonical_otherForm_isLeftToTheParser(String change) {
    int at = change.indexOf('=');
    String text = LOCK.replaceFirst("\\Q" + change.substring(0, at) + "\\E", change.substring(at + 1).replace("$", "\\$"));

    assertThat(text).isNotEqualTo(LOCK);
    agree(text);
  }

  @Test
  void canonical_linesChangedAtRandom_neverDisagrees() {
    Random random = new Random(4);
    int read = 0;
    for (int round = 0; round < 2000; round++) {
      StringBuilder text = new StringBuilder(LOCK);
      for (int change = random.nextInt(3); change >= 0; change--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(4)) {
          case 0 -> text.deleteCharAt(at);
          case 1 -> text.insert(at, "'\"#:- \n{}[]&*!|>%@~<=0a\t\u00a0".charAt(random.nextInt(25)));
          case 2 -> {
            int end = text.indexOf("\n", at);
            text.delete(at, end < 0 ? text.length() : end);
          }
          default -> {
            int end = text.indexOf("\n", at);
            int next = end < 0 ? -1 : text.indexOf("\n", end + 1);
            if (next > 0) {
              text.insert(next, text.substring(end, next));
            }
          }
        }
      }
      read += agree(text.toString()) ? 1 : 0;
    }
    assertThat(read).isGreaterThan(50);
  }

  @Test
  void canonical_realLocks_areWhatTheParserReads() throws IOException {
    Path golden = SharedData.data("golden/conda-lock");
    for (String name : List.of("small", "nlp")) {
      String text = Files.readString(golden.resolve(name).resolve("conda-lock.yml"));
      assertThat(agree(text)).as(name).isTrue();
    }
    try (Stream<Path> files = Files.walk(SharedData.data("lockfiles/pairs"))) {
      List<Path> locks =
          files.filter(file -> file.toString().endsWith("conda-lock.yml")).sorted().toList();
      assertThat(locks).hasSizeGreaterThan(20);
      int quick = 0;
      for (Path file : locks.subList(0, 12)) {
        quick += agree(Files.readString(file)) ? 1 : 0;
      }
      assertThat(quick).isGreaterThan(6);
    }
  }

  /** Whether the quick way read it; then the parser did too, and the same. */
  private static boolean agree(String text) {
    Optional<LocatedLock> quick = CondaLockReader.canonical(text, "conda-lock.yml");
    if (quick.isEmpty()) {
      return false;
    }
    try {
      assertSame(quick.get(), CondaLockReader.parseYaml(text, "conda-lock.yml"));
    } catch (HermeticException e) {
      throw new AssertionError("read, but it is wrong: " + text, e);
    }
    return true;
  }

  private static void assertSame(LocatedLock quick, LocatedLock yaml) {
    assertThat(yaml.problems()).isEmpty();
    assertThat(quick.lockfile()).isEqualTo(yaml.lockfile());
    for (LockedPackage locked : yaml.lockfile().packages()) {
      assertThat(quick.locations().of(locked)).isEqualTo(yaml.locations().of(locked));
    }
  }
}
