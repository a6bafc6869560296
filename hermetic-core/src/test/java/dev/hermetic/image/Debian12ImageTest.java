package dev.hermetic.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.install.Training;
import dev.hermetic.layer.WrittenLayer;
import dev.hermetic.minimize.MinimizePolicy;
import dev.hermetic.testkit.SharedData;
import dev.hermetic.testkit.TestChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Packages that run, in images: as small as they are said to be, and with nothing broken. */
@EnabledOnOs(value = OS.LINUX, architectures = "amd64")
class Debian12ImageTest {
  /** Tells each module at the top of site-packages that cannot be imported. */
  private static final String IMPORTS =
      """
      import os, pkgutil, sys
      places = [place for place in sys.path if place.endswith("site-packages")]
      modules = sorted(one.name for one in pkgutil.iter_modules(places))
      print(len(modules), "modules", flush=True)
      for name in modules:
          child = os.fork()
          if child == 0:
              said = os.pipe()[1]
              os.dup2(said, 1)
              os.dup2(said, 2)
              try:
                  __import__(name)
                  os._exit(0)
              except BaseException:
                  os._exit(1)
          if os.waitpid(child, 0)[1]:
              print("fails", name, flush=True)
      """;

  /** Tells how many modules come compiled, and each whose compiled form Python would not take. */
  private static final String COMPILED =
      """
      import importlib.util, os, sys
      def fits(source, head):
          if head[4] & 1:
              with open(source, "rb") as text:
                  return importlib.util.source_hash(text.read()) == head[8:16]
          is_now = os.stat(source)
          known = int(is_now.st_mtime).to_bytes(4, "little") + is_now.st_size.to_bytes(4, "little")
          return known == head[8:16]
      count = 0
      for folder, _, files in os.walk(os.path.dirname(os.__file__)):
          for name in files if folder.endswith("__pycache__") else []:
              count += 1
              compiled = os.path.join(folder, name)
              with open(compiled, "rb") as module:
                  head = module.read(16)
              if not fits(importlib.util.source_from_cache(compiled), head):
                  print("stale", compiled)
      print(count, "compiled")
      """;

  @TempDir Path temp;

  @Test
  void image_eachPolicy_importsAndTrainsAsInstalled() throws Exception {
    Path channel = SharedData.data("channels/debian12");
    Path base = SharedData.data("images/debian12-minimal.oci.tar");
    Container.require();
    Training training = new Training(temp.toRealPath(), TestChannel.url(channel));
    final String installed = machineless(training.run(1).output());
    ImageProject project = new ImageProject(temp.toRealPath().resolve("image"));
    project.cache = training.cache();
    project.from = base.toString();
    project.compile = true;
    project.file("conda-lock.yml", training.lock());
    Files.write(project.folder.resolve("train.py"), Training.script());
    project.files = List.of("train.py");

    final ImageFacts none = build(project, "none");
    final ImageFacts safe = build(project, "safe");
    final WrittenLayer legacy =
        LegacyImage.layer(
            project.work().resolve("env"),
            project.cache.resolve("packages/unpacked"),
            archives(channel),
            temp.resolve("legacy"));
    final ImageFacts small = build(project, "small");
    Container container = container(project);
    assertThat(fails(container.run(List.of("python", "-c", IMPORTS)))).isEmpty();
    assertThat(machineless(container.run(List.of("python", "train.py")))).isEqualTo(installed);
    assertThat(container.run(List.of("python", "-c", COMPILED))).matches("[1-9][0-9]{2} compiled\\n");

    ImageFacts.Layer bottom = small.layers().get(0);
    assertThat(bottom.ofBase()).isTrue();
    long packed = bottom.packed() + legacy.layer().descriptor().size();
    long unpacked = bottom.unpacked() + legacy.unpackedBytes();
    System.out.printf(
        "packed: none %d, safe %d, small %d, legacy %d; unpacked: %d, %d, %d, %d bytes%n",
        none.packed(), safe.packed(), small.packed(), packed,
        none.unpacked(), safe.unpacked(), small.unpacked(), unpacked);
    assertThat(safe.unpacked()).isLessThan(none.unpacked());
    assertThat(small.unpacked()).isLessThan(none.unpacked() * 88 / 100);
    assertThat(small.packed()).isLessThan(packed * 70 / 100);
    assertThat(small.unpacked()).isLessThan(unpacked * 70 / 100);

    // Elsewhere, cold, with one worker, there is the same image.
    ImageProject other = new ImageProject(temp.toRealPath().resolve("another place"));
    other.from = base.toString();
    other.compile = true;
    other.threads = 1;
    other.file("conda-lock.yml", training.lock());
    Files.write(other.folder.resolve("train.py"), Training.script());
    other.files = List.of("train.py");
    assertThat(build(other, "small").digest()).isEqualTo(small.digest());
  }

  private static ImageFacts build(ImageProject project, String policy) {
    project.policy = MinimizePolicy.builtIn(policy);
    return project.build().facts();
  }

  /** Debian's pytz looks for time zones there, which the base does not have. */
  private Container container(ImageProject project) throws Exception {
    return Container.of(project.image(), temp.resolve("root"))
        .link("usr/share/zoneinfo", ImageProject.PREFIX + "/share/zoneinfo");
  }

  private static Set<String> fails(String imports) {
    assertThat(imports).containsPattern("[2-9][0-9] modules");
    return imports
        .lines()
        .filter(line -> line.startsWith("fails "))
        .map(line -> line.substring("fails ".length()))
        .collect(Collectors.toSet());
  }

  /** Without what tells of the machine around. */
  private static String machineless(String output) {
    return output
        .lines()
        .filter(line -> !line.startsWith("libraries of the host"))
        .collect(Collectors.joining("\n"));
  }

  private static List<Path> archives(Path channel) throws IOException {
    try (Stream<Path> files = Files.walk(channel)) {
      return files.filter(file -> file.toString().matches(".*\\.(conda|tar\\.bz2)")).toList();
    }
  }
}
