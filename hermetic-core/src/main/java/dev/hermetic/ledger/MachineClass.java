package dev.hermetic.ledger;

import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What kind of machine something ran on: enough to compare times, too little to tell whose it was.
 *
 * @param os first word of the system's name in lower case, for example {@code linux}; empty when unknown
 * @param arch as Java names it in lower case, for example {@code amd64}; empty when unknown
 * @param cpus how many processors Java may use, as a range: {@code 1}, {@code 2}, {@code 3-4}, {@code
 *     5-8} and so on to {@code 65+}; empty when unknown
 * @param jdk feature version of Java, 0 when unknown
 */
public record MachineClass(String os, String arch, String cpus, int jdk)
    implements Comparable<MachineClass> {
  /** A machine of which nothing is known. */
  public static final MachineClass UNKNOWN = new MachineClass("", "", "", 0);

  private static final int MOST_CPUS = 64;

  public MachineClass {
    Objects.requireNonNull(os, "os");
    Objects.requireNonNull(arch, "arch");
    Objects.requireNonNull(cpus, "cpus");
    if (jdk < 0) {
      throw new IllegalArgumentException("a version of Java is no less than 0: " + jdk);
    }
  }

  /** This machine. */
  public static MachineClass here() {
    return of(
        System::getProperty,
        Runtime.getRuntime().availableProcessors(),
        Runtime.version().feature());
  }

  static MachineClass of(UnaryOperator<@Nullable String> properties, int processors, int jdk) {
    return new MachineClass(
        word(properties.apply("os.name")),
        word(properties.apply("os.arch")),
        range(processors),
        jdk);
  }

  private static String word(@Nullable String property) {
    return property == null ? "" : property.strip().toLowerCase(Locale.ROOT).split("\\s", 2)[0];
  }

  /** Ranges that double, because that is how times differ. */
  private static String range(int processors) {
    if (processors <= 2) {
      return Integer.toString(Math.max(1, processors));
    }
    if (processors > MOST_CPUS) {
      return (MOST_CPUS + 1) + "+";
    }
    int most = Integer.highestOneBit(processors - 1) * 2;
    return (most / 2 + 1) + "-" + most;
  }

  /** For people: {@code linux amd64, 3-4 CPUs, Java 17}. */
  public String text() {
    return equals(UNKNOWN)
        ? "unknown machine"
        : (os + " " + arch).strip()
            + (cpus.isEmpty() ? "" : ", " + cpus + (cpus.equals("1") ? " CPU" : " CPUs"))
            + (jdk == 0 ? "" : ", Java " + jdk);
  }

  // Written out: what the compiler makes of a record is slow to link when first called.
  @Override
  public boolean equals(@Nullable Object object) {
    return object == this
        || object instanceof MachineClass other
            && os.equals(other.os)
            && arch.equals(other.arch)
            && cpus.equals(other.cpus)
            && jdk == other.jdk;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * os.hashCode() + arch.hashCode()) + cpus.hashCode()) + jdk;
  }

  @Override
  public int compareTo(MachineClass other) {
    return text().compareTo(other.text());
  }
}
