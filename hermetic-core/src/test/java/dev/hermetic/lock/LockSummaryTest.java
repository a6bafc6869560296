package dev.hermetic.lock;

import static dev.hermetic.platform.Platform.LINUX_64;
import static dev.hermetic.platform.Platform.OSX_64;
import static dev.hermetic.platform.Platform.OSX_ARM64;
import static dev.hermetic.platform.Platform.WIN_64;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.problem.Location;
import dev.hermetic.solve.Proof;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.text.TextStyle;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class LockSummaryTest {
  private static LockSample sample() {
    return new LockSample(LINUX_64, WIN_64)
        .spec("python=3.11")
        .spec("pytorch", LINUX_64)
        .given(LINUX_64, new VirtualPackage("__cuda", "12.4"))
        .locked(LINUX_64, "python", "3.11.9", "h1_0_cpython")
        .size(30_000_000)
        .locked(WIN_64, "python", "3.11.8", "h2_0_cpython")
        .locked(LINUX_64, "pytorch", "2.5.1", "cuda126_py311h1_300", "__cuda", "python")
        .size(1_234_567_890);
  }

  @Test
  void lines_tellEverythingInAscii() {
    assertThat(LockSummary.lines(sample().result(), TextStyle.ASCII))
        .containsExactly(
            "Locked for 2 platforms: 3 packages (2 names), download at least 1.3 GB",
            "",
            "Spec         linux-64    win-64",
            "python=3.11  3.11.9 *    3.11.8 *",
            "pytorch      2.5.1 cuda  -",
            "* differs between platforms   - not asked for on that platform",
            "",
            "pytorch is a CUDA build on linux-64: it needs __cuda, and __cuda=12.4 is among the"
                + " virtual packages",
            "",
            "Platform  Packages  noarch  Download",
            "linux-64         2       0    1.3 GB",
            "win-64           1       0   unknown",
            "",
            "Other versions per platform (1): python",
            "Only on linux-64 (1): pytorch");
  }

  @Test
  void proofs_tellTradeOffsAndHowToTakeTheOther() {
    LockSample sample = sample();
    Proof.TradeOff tradeOff =
        new Proof.TradeOff(
            new Proof.Change("spacy", "3.8.2", "3.8.7"),
            List.of(
                new Proof.Change("transformers", "4.55.4", "4.50.0"),
                new Proof.Change("blas", "2", "2")),
            List.of(new Proof.Change("thinc", "8.2", "8.3")),
            List.of("spacy>=3.8.7", "numpy>=2"));
    RootSpec python =
        new RootSpec(MatchSpec.parse("python=3.11"), new Location("environment.yml", 5, 5));
    sample.proven(
        LINUX_64,
        new Proof(
            Proof.Verdict.TRADE_OFFS,
            List.of(new Proof.Change("sqlite", "3.32", "3.53")),
            List.of(tradeOff),
            List.of(new Proof.Held(new Proof.Change("pytorch", "2.5.1", "2.9.0"), List.of(python)))));
    sample.proven(
        WIN_64,
        new Proof(Proof.Verdict.PROVEN_NEWEST, List.of(), List.of(), List.of()));
    List<String> lines = LockSummary.lines(sample.result(), new TextStyle(400, false));
    assertThat(lines.subList(6, 12))
        .containsExactly(
            "",
            "Proven newest on win-64: nothing that was asked for could be newer",
            "Proven on linux-64: nothing that was asked for could be newer without something else"
                + " being older",
            "Made newer on linux-64: sqlite 3.53 instead of 3.32; the second engine found that"
                + " nothing is older",
            "spacy 3.8.2 instead of 3.8.7 on linux-64 because transformers stays at 4.55.4 (else"
                + " 4.50.0), blas keeps its more preferred build of 2; with it would come thinc"
                + " 8.3; take the other with `spacy>=3.8.7`, `numpy>=2`",
            "pytorch 2.5.1 instead of 2.9.0 on linux-64: `python=3.11` (environment.yml:5:5) allows"
                + " nothing newer");
  }

  @Test
  void proofs_thatSayTheSame_shareALine() {
    LockSample sample = sample();
    Proof behind =
        new Proof(
            Proof.Verdict.NOT_NEWEST,
            List.of(new Proof.Change("python", "3.11.8", "3.11.9")),
            List.of(),
            List.of());
    assertThat(
            LockSummary.lines(
                sample.proven(LINUX_64, behind).proven(WIN_64, behind).result(),
                new TextStyle(400, false)))
        .contains(
            "Could be newer on linux-64, win-64: python 3.11.9 instead of 3.11.8; the repodata at"
                + " hand have them beside all else: run `mvn hermetic:lock`");
  }

  @Test
  void unicodeStyle_usesItsMarks() {
    assertThat(LockSummary.lines(sample().result(), TextStyle.UNICODE))
        .contains("python=3.11  3.11.9 ≠    3.11.8 ≠", "pytorch      2.5.1 cuda  –");
  }

  @Test
  void manyPlatforms_goIntoFurtherBlocksWithinTheWidth() {
    LockSample sample = new LockSample(LINUX_64, OSX_64, OSX_ARM64, WIN_64);
    sample.spec("a-package-with-quite-a-long-name>=1.2.3,<2");
    for (Platform platform : List.of(LINUX_64, OSX_64, OSX_ARM64, WIN_64)) {
      sample.locked(platform, "a-package-with-quite-a-long-name", "1.9.20260101.12345", "0");
    }
    List<String> lines = LockSummary.lines(sample.result(), new TextStyle(72, false));
    assertThat(lines).allMatch(line -> line.length() <= 72);
    assertThat(lines.stream().filter(line -> line.startsWith("a-package"))).hasSizeGreaterThan(1);
    assertThat(lines.stream().filter(line -> line.startsWith("Spec")).toList())
        .anyMatch(line -> line.contains("win-64"));
  }

  @Test
  void longSentences_areWrappedAtBlanks() {
    List<String> lines = LockSummary.lines(sample().result(), new TextStyle(60, false));
    assertThat(lines)
        .contains(
            "pytorch is a CUDA build on linux-64: it needs __cuda, and",
            "  __cuda=12.4 is among the virtual packages")
        .allMatch(line -> line.length() <= 60);
  }

  @Test
  void longLists_sayHowManyMore() {
    LockSample sample = new LockSample(LINUX_64, WIN_64).locked(WIN_64, "z", "1", "0");
    for (int i = 10; i < 30; i++) {
      sample.locked(LINUX_64, "p" + i, "1", "0");
    }
    assertThat(String.join(" ", LockSummary.lines(sample.result(), TextStyle.ASCII)))
        .contains("Only on linux-64 (20): p10, p11,")
        .contains("p21 and 8 more");
  }

  @Test
  void brokenLock_isSaidInWords() {
    List<String> lines =
        LockSummary.lines(
            new LockSample(LINUX_64, OSX_64)
                .lockedFor(LINUX_64)
                .spec("numpy>=2")
                .spec("pandas")
                .pip("requests")
                .locked(LINUX_64, "numpy", "1.26.4", "0")
                .result(),
            TextStyle.ASCII);
    assertThat(lines)
        .contains(
            "Asked for but not locked: osx-64",
            "Left out: 1 pip entry",
            "numpy>=2  1.26.4 does not meet the spec",
            "pandas    not in the lock");
  }

  @Test
  void terminalSequences_areMadeVisible() {
    LockSample sample = new LockSample(LINUX_64, WIN_64);
    sample.locked(LINUX_64, "evil\u001b[31m\u202e", "1", "0");
    assertThat(LockSummary.lines(sample.result(), TextStyle.UNICODE))
        .noneMatch(line -> line.contains("\u001b") || line.contains("\u202e"))
        .contains("Only on linux-64 (1): evil\\u001B[31m\\u202E");
  }

  @Test
  void lines_areTheSameInTurkish() {
    List<String> expected = LockSummary.lines(sample().result(), TextStyle.ASCII);
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertThat(LockSummary.lines(sample().shuffle(3).result(), TextStyle.ASCII))
          .isEqualTo(expected);
    } finally {
      Locale.setDefault(before);
    }
  }
}
