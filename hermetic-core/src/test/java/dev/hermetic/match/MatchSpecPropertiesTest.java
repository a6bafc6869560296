package dev.hermetic.match;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.record.PackageRecord;
import dev.hermetic.version.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What must hold for all match specs, tried on thousands of made-up ones. */
class MatchSpecPropertiesTest {
  private static final String[] PLACES = {
    "", "", "", "", "conda-forge::", "conda-forge/linux-64::", "*/noarch::", "pypi:", "c*::",
    "https://x.org:80/a/b/osx-64::", "c:n:", "::", "/::", "a/unknown-99::"
  };
  private static final String[] NAMES = {
    "numpy", "NumPy", "*", "py*", "a.b_c-d", "^py.*$", "", "!"
  };
  private static final String[] MIDDLES = {
    "", " ", "=", " =", "==", " ==", ">=", " >= ", "!=", "~=", "<", " != ", "===", "  "
  };
  private static final String[] VERSIONS = {
    "1", "1.2", "1.2*", "1.2.*", "1.*.2", "*", "1.2.3", "1.7,<2", "1.7|1.8", "1.7 , != 1.7.3",
    "(1.7|1.8),<2", "^1\\.7.*$", "", "1.2,*", "2!1.0", "1_", "1.0+a.b", "1.7|>3,(<5|7.*)"
  };
  private static final String[] BUILDS = {
    "", "", "", " py27_0", "=py27_0", "=*", " *_cpython", " ^py(27|3\\d)_0$", " a b", "=a-b", " =b"
  };
  private static final String[] KEYS = {
    "version", "build", "build_number", "fn", "channel", "subdir", "md5", "sha256", "url",
    "license", "license_family", "track_features", "features", "extras", "when", "name", "oops"
  };
  private static final String[] VALUES = {
    "1.7", "'>=1.7'", "\">1,<9\"", "3", ">=2", "'a b'", "py*", "linux-64", "conda-forge",
    "conda-forge/osx-64", "'^a(b|c)$'", "^a[0-9]$", "[a,b]", "'it(s)'", "\"it's\"", "' '", "",
    "c/d", "'# no comment'", "*", "' x '", "1.7.*", "(1.7|1.8)"
  };
  private static final String[] TAILS = {
    "", "", "", " # comment", "(optional)", "(target=x,optional)", "[a=b]", "x", " ", "]"
  };

  private static String pick(Random random, String[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    text.append(pick(random, PLACES)).append(pick(random, NAMES)).append(pick(random, MIDDLES));
    text.append(pick(random, VERSIONS)).append(pick(random, BUILDS));
    if (random.nextInt(3) == 0) {
      text.append('[');
      int pairs = random.nextInt(4);
      for (int i = 0; i < pairs; i++) {
        text.append(i == 0 ? "" : pick(random, new String[] {",", ", ", " "}));
        text.append(pick(random, KEYS)).append('=').append(pick(random, VALUES));
      }
      text.append(']').append(pick(random, TAILS));
    }
    if (random.nextInt(10) == 0 && text.length() > 0) {
      text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x180));
    }
    return text.toString();
  }

  @Test
  void parse_anyText_failsClearlyOrComesBackTheSame() {
    Random random = new Random(20);
    List<PackageRecord> records = records();
    int read = 0;
    for (int n = 0; n < 30_000; n++) {
      String text = text(random);
      MatchSpec spec;
      try {
        spec = MatchSpec.parse(text);
      } catch (InvalidMatchSpecException e) {
        assertThat(e.offset()).as(text).isBetween(0, text.length());
        assertThat(e).as(text).hasMessageMatching("(?s)\\S.{9,}");
        continue;
      }
      read++;
      MatchSpec again = parse(spec.toString(), text);
      assertThat(again).as(text).isEqualTo(spec).hasSameHashCodeAs(spec);
      assertThat(again.toString()).isEqualTo(spec.toString());
      assertThat(again.name()).isEqualTo(spec.name());
      assertThat(again.build()).isEqualTo(spec.build());
      assertThat(again.extras()).isEqualTo(spec.extras());
      assertThat(again.when()).isEqualTo(spec.when());
      for (PackageRecord record : records) {
        assertThat(again.matches(record)).as(text).isEqualTo(spec.matches(record));
      }
    }
    assertThat(read).isGreaterThan(5_000);
  }

  private static MatchSpec parse(String canonical, String text) {
    try {
      return MatchSpec.parse(canonical);
    } catch (InvalidMatchSpecException e) {
      throw new AssertionError(text + " -> " + canonical, e);
    }
  }

  private static List<PackageRecord> records() {
    List<PackageRecord> records = new ArrayList<>();
    for (String version : List.of("1", "1.2", "1.2.3", "1.7", "1.7.3", "1.8", "2", "4", "7")) {
      for (String build : List.of("py27_0", "h123_cpython")) {
        String file = "numpy-" + version + "-" + build + ".conda";
        records.add(
            new PackageRecord(
                "numpy", version, build, 3, List.of(), List.of(), "linux-64", null, -1,
                List.of("a", "b"), "MIT", "MIT", "ab", "cd", 1, file, "https://c",
                "https://c/linux-64/" + file, null));
      }
    }
    return records;
  }

  @Test
  void isSimple_simpleSpec_fastPathAgreesWithRecords() {
    Random random = new Random(3);
    int simple = 0;
    for (int n = 0; n < 20_000; n++) {
      try {
        MatchSpec spec = MatchSpec.parse(text(random));
        if (spec.isSimple() && spec.name().equals("numpy")) {
          simple++;
          for (PackageRecord record : records()) {
            assertThat(spec.matches(Version.parse(record.version()), record.build()))
                .as(spec.toString())
                .isEqualTo(spec.matches(record));
          }
        }
      } catch (InvalidMatchSpecException e) {
        assertThat(e.offset()).isNotNegative();
      }
    }
    assertThat(simple).isGreaterThan(500);
  }
}
