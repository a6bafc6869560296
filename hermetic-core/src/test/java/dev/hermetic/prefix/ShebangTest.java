package dev.hermetic.prefix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.platform.Platform;
import org.junit.jupiter.api.Test;

class ShebangTest {
  private static final String LONG = "/" + "p".repeat(120);

  private static String patch(String line, String prefix, Platform platform) {
    return Shebang.patch(line, "/PLACE", prefix, platform);
  }

  @Test
  void patch_shortPath_isReplacedWithItsOptions() {
    assertThat(patch("#!/PLACE/bin/python -E", "/opt/x", Platform.LINUX_64))
        .isEqualTo("#!/opt/x/bin/python -E");
    assertThat(patch("#! /PLACE/bin/sh", "/opt/x", Platform.LINUX_64))
        .isEqualTo("#! /opt/x/bin/sh");
  }

  @Test
  void patch_127Bytes_isTheLongestOnLinux() {
    String fits = "/" + "p".repeat(127 - "#!/".length() - "/bin/perl".length());
    assertThat(patch("#!/PLACE/bin/perl", fits, Platform.LINUX_64)).hasSize(127).startsWith("#!/p");
    assertThat(patch("#!/PLACE/bin/perl", fits + "p", Platform.LINUX_64))
        .isEqualTo("#!/usr/bin/env perl");
  }

  @Test
  void patch_512Bytes_isTheLongestOnMacOs() {
    assertThat(patch("#!/PLACE/bin/perl", LONG, Platform.OSX_ARM64))
        .isEqualTo("#!" + LONG + "/bin/perl");
    assertThat(patch("#!/PLACE/bin/perl", "/" + "p".repeat(512), Platform.OSX_ARM64))
        .isEqualTo("#!/usr/bin/env perl");
  }

  @Test
  void patch_longPathToPython_startsItByItsPath() {
    assertThat(patch("#!/PLACE/bin/python3.11 -E -s", LONG, Platform.LINUX_64))
        .isEqualTo("#!/bin/sh\n'''exec' \"" + LONG + "/bin/python3.11\" -E -s \"$0\" \"$@\" #'''");
  }

  @Test
  void patch_spaceInThePrefix_isNeverLeftInTheLine() {
    assertThat(patch("#!/PLACE/bin/python", "/my envs/x", Platform.LINUX_64))
        .isEqualTo("#!/bin/sh\n'''exec' \"/my envs/x/bin/python\" \"$0\" \"$@\" #'''");
    assertThat(patch("#!/PLACE/bin/perl -w", "/my envs/x", Platform.OSX_64))
        .isEqualTo("#!/usr/bin/env perl -w");
  }

  @Test
  void patch_pathThatShWouldExpand_isLookedUpInstead() {
    assertThat(patch("#!/PLACE/bin/python", "/my $HOME", Platform.LINUX_64))
        .isEqualTo("#!/usr/bin/env python");
  }

  @Test
  void patch_noPath_keepsTheLine() {
    assertThat(patch("#!perl", "/opt/x", Platform.LINUX_64)).isEqualTo("#!perl");
  }

  @Test
  void of_lettersBeyondAscii_countAsBytes() {
    String path = "/" + "é".repeat(60) + "/bin/python";
    assertThat(Shebang.of(path, Platform.LINUX_64)).startsWith("#!/bin/sh\n'''exec' \"" + path);
    assertThat(Shebang.of("/é/bin/python", Platform.LINUX_64)).isEqualTo("#!/é/bin/python\n");
  }
}
