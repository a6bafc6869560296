package dev.hermetic.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JavaTextTest {
  private static final String JAVA = "17.0.15 (Debian), 2 processors, at most 1.0 GB of memory";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OpenJDK 64-Bit Server VM           | mixed mode, sharing",
        "Java HotSpot(TM) 64-Bit Server VM  | mixed mode",
        "OpenJDK 64-Bit Server VM           | compiled mode, sharing",
      })
  void optimisingCompiler_isToldWithTheAdvice(String name, String info) {
    assertThat(text(name, info))
        .isEqualTo(
            JAVA
                + "; with the optimising compiler: short builds take about half the processor time"
                + " without, by -XX:TieredStopAtLevel=1 in .mvn/jvm.config");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "OpenJDK 64-Bit Server VM          | mixed mode, emulated-client, sharing",
        "OpenJDK 64-Bit Server VM          | mixed mode, emulated-client",
        "Java HotSpot(TM) 64-Bit Server VM | compiled mode, emulated-client, sharing",
      })
  void withoutOptimisingCompiler_isToldWithoutAdvice(String name, String info) {
    assertThat(text(name, info))
        .isEqualTo(JAVA + "; without the optimising compiler, as short builds like it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Eclipse OpenJ9 VM        | JRE 17 Linux amd64-64-Bit Compressed References",
        "OpenJDK 64-Bit Zero VM   | mixed mode",
        "OpenJDK Client VM        | mixed mode, sharing",
        "OpenJDK 64-Bit Server VM | interpreted mode, sharing",
      })
  void machineThatDoesNotTell_hasNothingSaidOfItsCompilers(String name, String info) {
    assertThat(text(name, info)).isEqualTo(JAVA);
  }

  @Test
  void propertiesThatAreMissing_areNoFailure() {
    assertThat(JavaText.of(name -> null, 1, 1_000_000_000L))
        .isEqualTo(" (), 1 processor, at most 1.0 GB of memory");
    assertThat(JavaText.here()).startsWith(System.getProperty("java.version") + " (");
  }

  private static String text(String name, String info) {
    Map<String, String> properties =
        Map.of(
            "java.version", "17.0.15",
            "java.vendor", "Debian",
            "java.vm.name", name,
            "java.vm.info", info);
    return JavaText.of(properties::get, 2, 1_000_000_000L);
  }
}
