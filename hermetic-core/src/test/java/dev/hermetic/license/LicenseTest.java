package dev.hermetic.license;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.license.LicenseExpression.Operator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LicenseTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "MIT; MIT",
        "zlib; Zlib",
        "apache-2.0 with llvm-exception; Apache-2.0 WITH LLVM-exception",
        "GPL-3.0-only WITH GCC-exception-3.1; GPL-3.0-only WITH GCC-exception-3.1",
        "BSD-3-Clause and MIT-CMU; BSD-3-Clause AND MIT-CMU",
        "Apache-2.0 OR MIT; Apache-2.0 OR MIT",
        "MIT OR Apache-2.0 AND BSD-3-Clause; MIT OR (Apache-2.0 AND BSD-3-Clause)",
        "BSD-3-Clause AND (GPL-2.0-only OR GPL-3.0-only); BSD-3-Clause AND (GPL-2.0-only OR GPL-3.0-only)",
        "(MIT); MIT",
        "MIT AND (MIT AND ISC); MIT AND ISC",
        "MIT AND MIT; MIT",
        "MPL-1.1+; MPL-1.1+",
      })
  void of_expression(String text, String expression) {
    assertThat(License.of(text).orElseThrow().text()).isEqualTo(expression);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "GPL-2.0; GPL-2.0-only",
        "GPL-2.0+; GPL-2.0-or-later",
        "LGPL-2.1; LGPL-2.1-only",
        "AGPL-3.0; AGPL-3.0-only",
        "GPL-2.0-only+; GPL-2.0-or-later",
        "GPL-2.0-or-later+; GPL-2.0-or-later",
        "GPL-3.0-with-GCC-exception; GPL-3.0-only WITH GCC-exception-3.1",
        "GPL-2.0-with-classpath-exception OR MIT; GPL-2.0-only WITH Classpath-exception-2.0 OR MIT",
        "BSD-2-Clause-FreeBSD; BSD-2-Clause",
      })
  void of_deprecatedIdentifier_isWhatStandsForIt(String text, String expression) {
    assertThat(License.of(text).orElseThrow().text()).isEqualTo(expression);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "GPL (>= 2); GPL-2.0-or-later",
        "GPL (== 3); GPL-3.0-only",
        "LGPL (>= 2.1); LGPL-2.1-or-later",
        "GPL-2; GPL-2.0-only",
        "GPL-2 | GPL-3; GPL-2.0-only OR GPL-3.0-only",
        "MIT + file LICENSE; MIT",
        "BSD_3_clause + file LICENCE; BSD-3-Clause",
        "GPL-3 + file LICENSE; GPL-3.0-only AND LicenseRef-file-LICENSE-51fd4d26",
        "GPL (>= 2) | file LICENCE; GPL-2.0-or-later OR LicenseRef-file-LICENCE-34c28f8d",
        "Apache License (== 2.0); Apache-2.0",
        "GPL-2 | MIT + file LICENSE; GPL-2.0-only OR MIT",
      })
  void of_fieldOfAnRPackage(String text, String expression) {
    assertThat(License.of(text).orElseThrow().text()).isEqualTo(expression);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "BSD 3-Clause; BSD-3-Clause",
        "3-Clause BSD; BSD-3-Clause",
        "Apache 2.0; Apache-2.0",
        "The Apache Software License, Version 2.0; Apache-2.0",
        "Eclipse Public License - v 2.0; EPL-2.0",
        "The MIT License (MIT); MIT",
        "GNU General Public License v2 or later (GPLv2+); GPL-2.0-or-later",
        "GNU Lesser General Public License v3 or later (LGPLv3+); LGPL-3.0-or-later",
        "GPLv3; GPL-3.0-only",
        "LGPLv2+ and GPLv3+; LGPL-2.0-or-later AND GPL-3.0-or-later",
        "LGPL-2.1+; LGPL-2.1-or-later",
        "Expat; MIT",
        "zlib with acknowledgement; zlib-acknowledgement",
        "MIT/X derivate (http://curl.haxx.se/docs/copyright.html); curl",
      })
  void of_nameInUse(String text, String expression) {
    License license = License.of(text).orElseThrow();
    assertThat(license.text()).isEqualTo(expression);
    assertThat(license.references()).isEmpty();
    assertThat(license.written()).isEqualTo(text);
  }

  /** What would be taken for something else by a reader that looks for names alone. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "BSD",
        "GPL",
        "LGPL, MIT",
        "GPL (!= 2)",
        "Apache (>= 2.0)",
        "GPL-2 (GPL-3)",
        "MIT with Commons Clause",
        "Apache Software License",
        "GPL-2.1",
        "Public Domain/BSD 2-Clause",
        "MIT AND",
        "AND",
        "IJG, modified 3-clause BSD and zlib",
        "you may use this and that or nothing at all unless it rains",
      })
  void of_whatMeansNoOneLicence_isAReferenceWithItsText(String text) {
    License license = License.of(text).orElseThrow();
    assertThat(license.text()).matches("LicenseRef-[A-Za-z0-9.-]+");
    assertThat(license.references()).containsEntry(license.text(), text).hasSize(1);
  }

  @Test
  void of_expressionWithWhatIsNotListed_keepsTheRest() {
    License license = License.of("Commercial or AGPLv3").orElseThrow();
    assertThat(license.text()).isEqualTo("LicenseRef-Commercial OR AGPL-3.0-only");
    assertThat(license.references()).containsEntry("LicenseRef-Commercial", "Commercial");
    assertThat(License.of("LGPL-2.0-or-later WITH exceptions AND MPL-2.0").orElseThrow().text())
        .matches("LicenseRef-LGPL-2.0-or-later-WITH-exceptions-[0-9a-f]{8} AND MPL-2.0");
  }

  @Test
  void of_referenceOfThePackage_isKept() {
    License license = License.of("LicenseRef-cuDNN-Software-License-Agreement").orElseThrow();
    assertThat(license.text()).isEqualTo("LicenseRef-cuDNN-Software-License-Agreement");
    assertThat(license.references()).containsOnlyKeys(license.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "None", "UNKNOWN", "NOASSERTION", "\u0000\u202e"})
  void of_nothing_isEmpty(String text) {
    assertThat(License.of(text)).isEmpty();
  }

  @Test
  void of_hostileText_staysAnIdentifierOfBoundedLength() {
    for (String text :
        List.of(
            "\u001b[31mMIT\u001b[0m\u202e\ud800 \"><script>",
            "(".repeat(200_000) + "MIT",
            "MIT AND ".repeat(100) + "(".repeat(60) + "ISC" + ")".repeat(60),
            "日本語のライセンス",
            "a".repeat(100_000),
            "../../etc/passwd\nMIT\n")) {
      License license = License.of(text).orElseThrow();
      assertThat(license.text()).matches("LicenseRef-[A-Za-z0-9.-]{1,60}");
      assertThat(license.written().length()).isLessThanOrEqualTo(License.MOST);
      assertThat(license.written()).doesNotContain("\u001b", "\u202e", "\ud800");
    }
  }

  @Test
  void of_turkishLocale_isTheSame() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertThat(License.of("mit and zlib and isc").orElseThrow().text())
          .isEqualTo("MIT AND Zlib AND ISC");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void ofPom_addressCountsWhereTheNameSaysTooLittle() {
    assertThat(pom("Apache Software License", "http://www.apache.org/licenses/LICENSE-2.0.txt"))
        .isEqualTo("Apache-2.0");
    assertThat(pom("", "https://opensource.org/licenses/MIT")).isEqualTo("MIT");
    assertThat(pom("ISC", "https://opensource.org/licenses/MIT")).isEqualTo("ISC");
    assertThat(pom("Ours", "https://example.org/license")).isEqualTo("LicenseRef-Ours");
    assertThat(License.ofPom("", "")).isEmpty();
  }

  private static String pom(String name, String url) {
    return License.ofPom(name, url).orElseThrow().text();
  }

  @Test
  void join_severalOfOnePackage() {
    List<License> both =
        List.of(License.of("Apache-2.0").orElseThrow(), License.of("Ours").orElseThrow());
    License joined = License.join(Operator.OR, both).orElseThrow();
    assertThat(joined.text()).isEqualTo("Apache-2.0 OR LicenseRef-Ours");
    assertThat(joined.written()).isEqualTo("Apache-2.0 or Ours");
    assertThat(joined.references()).containsOnlyKeys("LicenseRef-Ours");
    assertThat(joined.expression().licenses()).containsExactly("Apache-2.0", "LicenseRef-Ours");
    assertThat(License.join(Operator.OR, List.of())).isEmpty();
  }

  @Test
  void text_readAgain_isTheSame() {
    for (String text :
        List.of("MIT OR (ISC AND (Zlib OR X11))", "Commercial or AGPLv3", "GPL-2 | file LICENSE")) {
      String once = License.of(text).orElseThrow().text();
      assertThat(License.of(once).orElseThrow().text()).isEqualTo(once);
    }
  }
}
