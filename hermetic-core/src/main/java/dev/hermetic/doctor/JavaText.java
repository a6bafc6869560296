package dev.hermetic.doctor;

import dev.hermetic.text.ByteText;
import dev.hermetic.text.Count;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The Java that this runs on, as a check-up tells it. */
public final class JavaText {
  private final UnaryOperator<@Nullable String> properties;

  private JavaText(UnaryOperator<@Nullable String> properties) {
    this.properties = properties;
  }

  /**
   * Version, vendor, processors, the memory that it may take, and whether it compiles twice, where
   * it is one that tells.
   */
  public static String here() {
    Runtime runtime = Runtime.getRuntime();
    return of(System::getProperty, runtime.availableProcessors(), runtime.maxMemory());
  }

  /**
   * @param properties system properties
   * @param memory bytes
   */
  static String of(UnaryOperator<@Nullable String> properties, int processors, long memory) {
    JavaText text = new JavaText(properties);
    return text.property("java.version")
        + " ("
        + text.property("java.vendor")
        + "), "
        + Count.of(processors, "processor")
        + ", at most "
        + ByteText.of(memory)
        + " of memory"
        + text.compiler();
  }

  /**
   * HotSpot's own words ({@code abstract_vm_version.cpp}), since its management beans take longer
   * than a check-up of files. They tell level 1 alone, which is the one that builds are run with; of
   * other machines, and without any compiler, nothing is said.
   */
  private String compiler() {
    String info = property("java.vm.info");
    boolean compiles = info.startsWith("mixed mode") || info.startsWith("compiled mode");
    if (!compiles || !property("java.vm.name").endsWith("Server VM")) {
      return "";
    }
    return info.contains("emulated-client")
        ? "; without the optimising compiler, as short builds like it"
        : "; with the optimising compiler: short builds take about half the processor time without,"
            + " by -XX:TieredStopAtLevel=1 in .mvn/jvm.config";
  }

  private String property(String name) {
    String value = properties.apply(name);
    return value == null ? "" : value;
  }
}
