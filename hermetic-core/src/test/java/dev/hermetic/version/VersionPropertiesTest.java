package dev.hermetic.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What must hold for all versions, tried on thousands of made-up ones. */
class VersionPropertiesTest {
  private static final String[] PIECES = {
    "0", "1", "2", "10", "00", "007", "20190712172645", "123456789012345678901234567890", "999",
    "a", "A", "b", "rc", "RC", "dev", "DEV", "post", "Post", "devel", "posts", "z", "za", "g",
    "alphabetagammadelta", "alphabetagammaepsilon", "alphabetagam", "*", "**", ".", ".", ".", ".",
    ".", ".", "_", "_", "-", "!", "+", "+", " "
  };

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int pieces = 1 + random.nextInt(7);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private static List<Version> versions(int count, long seed) {
    Random random = new Random(seed);
    List<Version> versions = new ArrayList<>();
    while (versions.size() < count) {
      String text = text(random);
      try {
        versions.add(Version.parse(text));
      } catch (InvalidVersionException e) {
        assertThat(e.offset()).as(text).isBetween(0, text.length());
      }
    }
    return versions;
  }

  @Test
  void compareTo_anyPair_agreesWithPlainReading() {
    List<Version> versions = versions(700, 33);
    List<NaiveVersion> naive =
        versions.stream().map(version -> new NaiveVersion(version.toString())).toList();
    for (int i = 0; i < versions.size(); i++) {
      for (int j = 0; j < versions.size(); j++) {
        Version left = versions.get(i);
        Version right = versions.get(j);
        int expected = Integer.signum(naive.get(i).compareTo(naive.get(j)));
        if (left.compareTo(right) != expected
            || left.startsWith(right) != naive.get(i).startsWith(naive.get(j))
            || expected == 0 && left.hashCode() != right.hashCode()) {
          assertThat(left.compareTo(right)).as("%s <> %s", left, right).isEqualTo(expected);
          assertThat(left.startsWith(right))
              .as("%s starts with %s", left, right)
              .isEqualTo(naive.get(i).startsWith(naive.get(j)));
          assertThat(left).as("hash").hasSameHashCodeAs(right);
        }
      }
    }
  }

  @Test
  void compareTo_aroundWhatFitsIntoAKey_agreesWithPlainReading() {
    List<Version> versions = aroundWhatFitsIntoAKey();
    for (Version left : versions) {
      NaiveVersion naive = new NaiveVersion(left.toString());
      for (Version right : versions) {
        NaiveVersion other = new NaiveVersion(right.toString());
        assertThat(left.compareTo(right))
            .as("%s <> %s", left, right)
            .isEqualTo(Integer.signum(naive.compareTo(other)));
      }
    }
  }

  @Test
  void side_ofPrefixThatKeysTell_isZeroJustForWhatBeginsWithIt() {
    List<Version> versions = aroundWhatFitsIntoAKey();
    versions.addAll(versions(300, 5));
    int told = 0;
    for (Version prefix : versions) {
      long mask = prefix.prefixMask();
      if (mask == 0) {
        continue;
      }
      told++;
      for (Version version : versions) {
        int side = version.side(prefix, mask);
        assertThat(side == 0)
            .as("%s starts with %s", version, prefix)
            .isEqualTo(version.startsWith(prefix));
        if (side != 0) {
          assertThat(side).as("%s <> %s", version, prefix).isEqualTo(version.compareTo(prefix));
        }
      }
    }
    assertThat(told).isGreaterThan(50);
  }

  private static List<Version> aroundWhatFitsIntoAKey() {
    List<String> numbers = List.of("0", "1", "8190", "8191", "16382", "16383", "20260101");
    List<String> rests = List.of("", "a", "post", "dev1", "0", ".dev1", ".0", ".0.0.1", "+1");
    List<Version> versions = new ArrayList<>();
    for (String before : List.of("", "1.", "1.0.", "1.0.2.", "1.0.2.3.", "1!")) {
      for (String number : numbers) {
        rests.forEach(rest -> versions.add(Version.parse(before + number + rest)));
      }
    }
    return versions;
  }

  @Test
  void compareTo_anyVersions_isATotalOrder() {
    List<Version> versions = versions(500, 7);
    List<Version> sorted = new ArrayList<>(versions);
    Collections.sort(sorted);
    for (int i = 0; i < sorted.size(); i++) {
      for (int j = i; j < sorted.size(); j++) {
        Version low = sorted.get(i);
        Version high = sorted.get(j);
        // Sorted once, every pair must agree: that is transitivity.
        assertThat(low.compareTo(high)).as("%s <= %s", low, high).isLessThanOrEqualTo(0);
        assertThat(high.compareTo(low)).isEqualTo(-low.compareTo(high));
        assertThat(low.equals(high)).isEqualTo(low.compareTo(high) == 0);
      }
    }
  }

  @Test
  void parse_ownText_givesTheSameVersion() {
    for (Version version : versions(3_000, 11)) {
      assertThat(Version.parse(version.toString())).isEqualTo(version);
      assertThat(Version.parse(" " + version.toString().toUpperCase(Locale.ROOT)))
          .isEqualTo(version);
    }
  }

  @Test
  void startsWith_itself_holds() {
    for (Version version : versions(3_000, 13)) {
      assertThat(version.startsWith(version)).as(version.toString()).isTrue();
    }
  }

  @Test
  void canonical_anyConstraint_meansTheSame() {
    Random random = new Random(29);
    List<Version> samples = versions(60, 5);
    String[] signs = {"", "", "=", "==", "!=", "<", "<=", ">", ">=", "~="};
    String[] joints = {",", "|", ", ", " | "};
    String[] suffixes = {"", "", "", "*", ".*", "*.1"};
    int read = 0;
    for (int n = 0; n < 20_000; n++) {
      StringBuilder text = new StringBuilder();
      int open = 0;
      int clauses = 1 + random.nextInt(5);
      for (int i = 0; i < clauses; i++) {
        text.append(i == 0 ? "" : joints[random.nextInt(joints.length)]);
        if (random.nextInt(4) == 0) {
          text.append('(');
          open++;
        }
        text.append(signs[random.nextInt(signs.length)]);
        text.append(samples.get(random.nextInt(samples.size())).toString().strip());
        text.append(suffixes[random.nextInt(suffixes.length)]);
        if (open > 0 && random.nextInt(3) == 0) {
          text.append(')');
          open--;
        }
      }
      text.append(")".repeat(open));
      VersionSpec spec;
      try {
        spec = VersionSpec.parse(text.toString());
      } catch (InvalidVersionException e) {
        assertThat(e.offset()).as(text.toString()).isBetween(0, text.length());
        continue;
      }
      read++;
      VersionSpec again = VersionSpec.parse(spec.canonical());
      assertThat(again).as(text.toString()).isEqualTo(spec).hasSameHashCodeAs(spec);
      for (Version sample : samples) {
        assertThat(again.matches(sample)).as(text.toString()).isEqualTo(spec.matches(sample));
      }
    }
    assertThat(read).isGreaterThan(5_000);
  }
}
