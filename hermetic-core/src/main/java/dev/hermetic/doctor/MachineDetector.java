package dev.hermetic.doctor;

import dev.hermetic.doctor.Machine.Property;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.platform.VirtualPackages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the virtual packages of the machine that this runs on (CEP-30), from files alone: no
 * program is run. The kernel's driver says which version it has but not which CUDA it supports, so
 * {@code __cuda} has no version here.
 */
public final class MachineDetector {
  private static final Pattern KERNEL = Pattern.compile("^(\\d+\\.\\d+(\\.\\d+)?(\\.\\d+)?)");
  private static final Pattern GLIBC = Pattern.compile("/\\S*/libc(?:-2\\.\\d+\\.so|\\.so\\.6)$");
  private static final Pattern BANNER =
      Pattern.compile("GNU C Library [^\\n]*?version (\\d+\\.\\d+)");
  private static final Pattern DRIVER = Pattern.compile("Kernel Module\\D*?(\\d+\\.[0-9.]+)");

  private final Path root;
  private final UnaryOperator<@Nullable String> properties;

  /**
   * @param root of the file system
   * @param properties system properties
   */
  MachineDetector(Path root, UnaryOperator<@Nullable String> properties) {
    this.root = root;
    this.properties = properties;
  }

  /** This machine. */
  public static Machine detect() {
    return new MachineDetector(Path.of("/"), System::getProperty).machine();
  }

  Machine machine() {
    Optional<Platform> platform = platform();
    SortedMap<String, Property> found = new TreeMap<>();
    platform.ifPresent(of -> found.put("__archspec", archspec(of)));
    String system = platform.map(Platform::os).orElse("");
    switch (system) {
      case "linux" -> linux(found);
      case "osx" -> {
        put(found, "__unix", "0", "0", "os.name");
        number(property("os.version")).ifPresent(v -> put(found, "__osx", v, "0", "os.version"));
      }
      case "win" -> {
        String version = number(property("os.version")).orElse("0");
        put(found, "__win", version, "0", "os.version");
        if (Files.exists(windows().resolve("nvcuda.dll"))) {
          found.put("__cuda", new Property(null, "nvcuda.dll"));
        }
      }
      default -> {
        if (system.equals("freebsd")) {
          put(found, "__unix", "0", "0", "os.name");
        }
      }
    }
    return new Machine(platform, found);
  }

  private void linux(SortedMap<String, Property> found) {
    put(found, "__unix", "0", "0", "os.name");
    number(property("os.version")).ifPresent(v -> put(found, "__linux", v, "0", "os.version"));
    glibc().ifPresent(property -> found.put("__glibc", property));
    cuda().ifPresent(source -> found.put("__cuda", new Property(null, source)));
  }

  private Optional<Platform> platform() {
    String name = property("os.name").toLowerCase(Locale.ROOT);
    String os =
        name.startsWith("linux")
            ? "linux"
            : name.startsWith("mac")
                ? "osx"
                : name.startsWith("windows") ? "win" : name.startsWith("freebsd") ? "freebsd" : "";
    String arch =
        switch (property("os.arch").toLowerCase(Locale.ROOT)) {
          case "amd64", "x86_64" -> "64";
          case "i386", "i486", "i586", "i686", "x86" -> "32";
          case "aarch64", "arm64" -> os.equals("linux") ? "aarch64" : "arm64";
          case "arm" -> "armv7l";
          case "ppc64le", "s390x", "riscv64" -> property("os.arch").toLowerCase(Locale.ROOT);
          default -> "";
        };
    return os.isEmpty() || arch.isEmpty()
        ? Optional.empty()
        : Optional.of(new Platform(os + "-" + arch));
  }

  /** On x86-64 the level of the instruction set, which Linux tells; elsewhere the family. */
  private Property archspec(Platform platform) {
    String family = VirtualPackages.archspec(platform);
    boolean hasLevels = family.equals("x86_64") && platform.isLinux();
    return new Property(
        new VirtualPackage(
            "__archspec",
            "1",
            hasLevels ? InstructionLevel.of(text("proc/cpuinfo")).archspec() : family),
        hasLevels ? "/proc/cpuinfo" : "os.arch");
  }

  /** The C library of this very process: a machine may have several. */
  private Optional<Property> glibc() {
    String maps = text("proc/self/maps");
    if (maps.isEmpty()) {
      return Optional.of(new Property(null, "/proc/self/maps cannot be read"));
    }
    for (String line : maps.lines().toList()) {
      Matcher library = GLIBC.matcher(line);
      if (!library.find()) {
        continue;
      }
      Path file = root.resolve(library.group().substring(1));
      Optional<String> version = banner(file);
      return Optional.of(
          new Property(
              version.map(v -> new VirtualPackage("__glibc", v)).orElse(null),
              library.group()));
    }
    return Optional.empty();
  }

  /** The library's text of its own version, which it prints when it is run as a program. */
  private static Optional<String> banner(Path library) {
    try {
      Matcher banner =
          BANNER.matcher(
              new String(Files.readAllBytes(library), StandardCharsets.ISO_8859_1));
      return banner.find() ? Optional.of(banner.group(1)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private Optional<String> cuda() {
    String driver = text("proc/driver/nvidia/version");
    if (!driver.isEmpty()) {
      Matcher version = DRIVER.matcher(driver);
      return Optional.of("NVIDIA driver" + (version.find() ? " " + version.group(1) : ""));
    }
    return List.of(
            "usr/lib/x86_64-linux-gnu",
            "usr/lib/aarch64-linux-gnu",
            "usr/lib64",
            "usr/lib/wsl/lib")
        .stream()
        .map(folder -> folder + "/libcuda.so.1")
        .filter(file -> Files.exists(root.resolve(file)))
        .map(file -> "/" + file)
        .findFirst();
  }

  private Path windows() {
    return root.resolve("Windows").resolve("System32");
  }

  private static void put(
      SortedMap<String, Property> found, String name, String version, String build, String source) {
    found.put(name, new Property(new VirtualPackage(name, version, build), source));
  }

  private static Optional<String> number(String version) {
    Matcher number = KERNEL.matcher(version);
    return number.find() ? Optional.of(number.group(1)) : Optional.empty();
  }

  private String property(String name) {
    String value = properties.apply(name);
    return value == null ? "" : value;
  }

  /** Empty when there is no such file or it may not be read. */
  private String text(String file) {
    try {
      return new String(Files.readAllBytes(root.resolve(file)), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
