package dev.hermetic.prefix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The same prefix under another umask, time zone and locale. */
@DisabledOnOs(OS.WINDOWS)
class PrefixSurroundingsTest {
  @TempDir Path temp;

  private String run(String umask, String zone, String locale, String mode) throws Exception {
    String language = locale.substring(0, 2);
    Path work = Files.createDirectory(temp.resolve(language));
    String command = "umask " + umask + "; exec \"$@\"";
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    "sh", "-c", command, "sh",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1", "-Duser.language=" + language, "-cp",
                    System.getProperty("java.class.path"), PrefixProcess.class.getName(),
                    work.toString(), mode))
            .redirectErrorStream(true);
    builder.environment().putAll(Map.of("TZ", zone, "LC_ALL", locale));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @Test
  void build_umaskZoneLocale_changeNothing() throws Exception {
    String usual = run("022", "UTC", "en_US.UTF-8", "AUTO");
    assertThat(usual).contains("\nrwxr-xr-x bin/x\n").contains("\nrw-r--r-- conda-meta/history\n");
    assertThat(run("077", "Asia/Kathmandu", "tr_TR.UTF-8", "COPY")).isEqualTo(usual);
  }
}
