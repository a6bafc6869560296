package dev.hermetic.maven;

import dev.hermetic.image.ContainerEngine;
import dev.hermetic.image.RuntimeRequest;
import dev.hermetic.minimize.MinimizePolicy;
import dev.hermetic.oci.Compression;
import dev.hermetic.oci.ImageFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of images.
 *
 * @param reader keeps what is wrong with them
 */
record ImageParameters(ParameterReader reader) {
  /** What layers of a format are packed with; null for what fits. */
  Compression compression(@Nullable String value, ImageFormat format) {
    String parameter = "hermetic.image.compression";
    boolean docker = format == ImageFormat.DOCKER;
    String text = reader.text(value);
    if (text == null) {
      return docker ? Compression.GZIP : Compression.ZSTD;
    }
    Compression asked = reader.choice(parameter, text, Compression.ZSTD);
    if (docker && asked == Compression.ZSTD) {
      reader.problem(
          parameter, "is zstd, which Docker's format does not have", "take one of gzip, none");
    }
    return asked;
  }

  ContainerEngine engine(String value) {
    return reader.choice("hermetic.image.load", value, ContainerEngine.NONE);
  }

  /** A policy that comes with Hermetic, or a file of the project. */
  MinimizePolicy policy(@Nullable String value, Path folder) {
    String text = value == null || value.isBlank() ? "safe" : value.strip();
    if (MinimizePolicy.BUILT_IN.contains(text) || Files.isRegularFile(folder.resolve(text))) {
      return MinimizePolicy.named(text, folder);
    }
    reader.problem(
        "hermetic.image.minimize",
        "'" + text + "' is neither a policy nor a file of the project",
        "take one of " + String.join(", ", MinimizePolicy.BUILT_IN) + ", or name a file");
    return MinimizePolicy.builtIn("safe");
  }

  String user(@Nullable String value) {
    String text = value == null ? "" : value.strip();
    if (!text.matches("|[A-Za-z0-9_][A-Za-z0-9_.-]*(?::[A-Za-z0-9_][A-Za-z0-9_.-]*)?")) {
      reader.problem(
          "hermetic.image.user",
          "'" + text + "' is no user",
          "write uid, uid:gid or a name, for example " + RuntimeRequest.NON_ROOT);
    }
    return text;
  }

  /** An absolute path, without a slash at the end. */
  String path(String parameter, @Nullable String value) {
    String text = value == null ? "" : value.strip();
    if (!text.startsWith("/")
        || !Path.of(text).normalize().toString().replace('\\', '/').equals(text)) {
      reader.problem(
          parameter, "'" + text + "' is no absolute path", "write it as /app, without . and ..");
    }
    return text;
  }

  /** A file to write; null for none. */
  @Nullable Path file(String parameter, @Nullable String value) {
    Path file = reader.file(value);
    if (file != null && Files.isDirectory(file)) {
      String fix = "name a file, for example " + file.resolve("image.tar");
      reader.problem(parameter, "'" + file + "' is a folder", fix);
    }
    return file;
  }

  SortedSet<String> paths(String parameter, @Nullable List<String> values) {
    return reader.texts(values).stream()
        .map(text -> path(parameter, text))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  SortedSet<String> ports(@Nullable List<String> values) {
    SortedSet<String> ports = new TreeSet<>();
    for (String text : reader.texts(values)) {
      String[] parts = text.split("/", 2);
      boolean number = parts[0].matches("[1-9]\\d{0,4}") && Integer.parseInt(parts[0]) <= 65535;
      String protocol = parts.length == 2 ? parts[1] : "tcp";
      if (!number || !protocol.matches("tcp|udp|sctp")) {
        reader.problem(
            "hermetic.image.ports", "'" + text + "' is no port", "write 8080 or 8080/udp");
      }
      ports.add(parts[0] + "/" + protocol);
    }
    return ports;
  }

  SortedMap<String, String> pairs(String parameter, @Nullable List<String> values) {
    SortedMap<String, String> pairs = new TreeMap<>();
    for (String text : reader.texts(values)) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        // The rest may be a secret that somebody meant to give in another way.
        reader.problem(parameter, "a value is not of the form NAME=VALUE", "write NAME=VALUE");
      } else {
        String name = text.substring(0, equals).strip();
        if (pairs.put(name, text.substring(equals + 1)) != null) {
          reader.problem(
              parameter, "'" + name + "' comes twice", "give " + name + " one value");
        }
      }
    }
    return pairs;
  }
}
