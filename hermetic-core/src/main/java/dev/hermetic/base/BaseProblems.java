package dev.hermetic.base;

import dev.hermetic.oci.Digest;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.text.ShownText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The texts of HERM-BASE problems. Subjects are base images. */
final class BaseProblems {
  private BaseProblems() {}

  static Problem glibcTooOld(String base, String glibc, String from, List<String> needing) {
    return input(
        "HERM-BASE-001",
        base,
        "it has glibc "
            + glibc
            + " ("
            + from
            + "), which is too old for "
            + String.join(", ", needing),
        "take a newer base (hermetic.image.from), or lock for an older glibc in"
            + " virtual-packages.yml");
  }

  static Problem noGlibc(String base, boolean musl, List<String> needing) {
    return input(
        "HERM-BASE-002",
        base,
        (musl ? "it has musl in place of glibc" : "it has no glibc")
            + ", and without it nothing of this runs: "
            + String.join(", ", needing),
        base.equals(BaseSource.SCRATCH)
            ? "lock a package that brings glibc (sysroot_linux-64 of conda-forge), or take a base"
                + " that has it (hermetic.image.from), for example debian:12-slim"
            : "take a base with glibc (hermetic.image.from), for example debian:12-slim");
  }

  static Problem throughLink(String base, String path, String link, String target) {
    return input(
        "HERM-BASE-003",
        base,
        "/"
            + link
            + " is a symbolic link there (to "
            + ShownText.of(target, 200)
            + "), and /"
            + path
            + " in the image would put a folder in its place, for all that the base has behind it",
        "name a place that is behind no link of the base (hermetic.image.prefix,"
            + " hermetic.image.workdir)");
  }

  static Problem throughFile(String base, String path, String file) {
    return input(
        "HERM-BASE-004",
        base,
        "/" + file + " is a file there, and /" + path + " in the image needs a folder in its place",
        "name another place (hermetic.image.prefix, hermetic.image.workdir)");
  }

  static Problem cuda(String base, String needed, String locked) {
    return input(
        "HERM-BASE-005",
        base,
        "it starts only where the driver has CUDA "
            + needed
            + " (NVIDIA_REQUIRE_CUDA), and the lock is for machines with "
            + locked,
        "take a base for CUDA "
            + locked
            + " or one without CUDA (the packages bring it), or lock with a newer hermetic.cuda");
  }

  static HermeticException changed(String base, Digest recorded, Digest found) {
    return new HermeticException(
        new Problem(
            "HERM-BASE-006",
            Problem.Kind.POLICY,
            base,
            "it is another image than the recorded one: " + found + " in place of " + recorded,
            "bring back the recorded one, or record the new one"));
  }

  static HermeticException damaged(String base, String fact, @Nullable Throwable cause) {
    return new HermeticException(
        input(
            "HERM-BASE-007",
            base,
            ShownText.of(fact, 300),
            "get the image again from where it came from, or take another one"),
        cause);
  }

  private static Problem input(String code, String base, String fact, String fix) {
    return new Problem(code, Problem.Kind.INPUT, base, fact, fix);
  }
}
