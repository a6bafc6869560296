package dev.hermetic.doctor;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The levels of the x86-64 instruction set (x86-64 psABI) by the names of Linux's cpuinfo. */
enum InstructionLevel {
  V1("x86_64"),
  V2("x86_64_v2", "cx16", "lahf_lm", "popcnt", "pni", "ssse3", "sse4_1", "sse4_2"),
  V3("x86_64_v3", "abm", "avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "movbe", "xsave"),
  V4("x86_64_v4", "avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl");

  private final String archspec;
  private final List<String> flags;

  InstructionLevel(String archspec, String... flags) {
    this.archspec = archspec;
    this.flags = List.of(flags);
  }

  /** The build string of {@code __archspec}. */
  String archspec() {
    return archspec;
  }

  /**
   * The highest level whose flags, and those of every level below, the first processor has.
   *
   * @param cpuinfo content of /proc/cpuinfo, empty when unknown
   */
  static InstructionLevel of(String cpuinfo) {
    Set<String> has = new HashSet<>();
    cpuinfo
        .lines()
        .filter(line -> line.startsWith("flags"))
        .findFirst()
        .ifPresent(line -> has.addAll(Arrays.asList(line.split("[\\s:]+"))));
    InstructionLevel best = V1;
    for (InstructionLevel level : values()) {
      if (!has.containsAll(level.flags)) {
        return best;
      }
      best = level;
    }
    return best;
  }
}
