package dev.hermetic.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.oci.Compression;
import dev.hermetic.oci.TarEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LayerPlanTest {
  private static final String PREFIX = "opt/env";

  private final List<LayerFile> files = new ArrayList<>();
  private final List<LayerPackage> packages = new ArrayList<>();

  @Test
  void packages_areGroupedByTheGraphAndTheirSize() {
    environment();

    assertThat(names(plan()))
        .containsExactly(
            "toolchain libraries: libgcc-1-0 openssl-3-0",
            "python: pip-1-0 python-3-0",
            "blas 1: blas-1-0",
            "numpy 1: numpy-1-0",
            "other packages: six-1-0 wheelie-1-py3-none-any",
            "activation and history: ",
            "application: ");
  }

  @Test
  void order_ofWhatIsGiven_doesNotMatter() {
    environment();
    List<PlannedLayer> first = plan();
    Collections.shuffle(files, new Random(7));
    Collections.shuffle(packages, new Random(8));

    assertThat(plan()).isEqualTo(first);
  }

  @Test
  void otherVersion_movesItsLayerAlone() {
    environment();
    List<String> before = keys(plan());
    files.removeIf(one -> one.owner().equals("numpy-1-0"));
    packages.removeIf(one -> one.name().equals("numpy"));
    add("numpy", "2", LayerPlan.LARGE + 1, "python", "blas");

    List<String> after = keys(plan());

    assertThat(moved(before, after)).containsExactly(3);
  }

  @Test
  void applicationAlone_movesOneLayer() {
    environment();
    List<String> before = keys(plan());

    List<String> after =
        keys(
            LayerPlan.of(
                files, packages, List.of(), List.of(file("app/train.py", "other"))));

    assertThat(moved(before, after)).containsExactly(6);
  }

  @Test
  void otherProject_withTheSamePackages_hasTheSameLayers() {
    environment();
    List<String> before = keys(plan());
    // It has an activation of its own, and asks for other packages.
    files.removeIf(one -> one.entry().path().endsWith("conda-meta/history"));
    files.add(new LayerFile(file(PREFIX + "/conda-meta/history", "other"), ""));
    files.add(new LayerFile(file(PREFIX + "/conda-meta/state", "variables"), ""));

    assertThat(moved(before, keys(plan()))).containsExactly(5);
  }

  @Test
  void smallerEnvironment_sharesLayersWithALargerOne() {
    environment();
    List<String> larger = keys(plan());
    packages.removeIf(one -> one.name().equals("numpy"));
    files.removeIf(one -> one.owner().equals("numpy-1-0"));

    List<String> smaller = keys(plan());

    assertThat(smaller.subList(0, 3)).isEqualTo(larger.subList(0, 3));
    assertThat(smaller.get(3)).isEqualTo(larger.get(4));
  }

  @Test
  void moreLargePackagesThanLayers_areTogetherBeyondTheLargest() {
    for (int i = 0; i < 80; i++) {
      add(String.format("p%02d", i), "1", LayerPlan.LARGE + i);
    }

    List<PlannedLayer> layers = plan();

    assertThat(layers.size()).isLessThanOrEqualTo(LayerPlan.MOST_LAYERS);
    assertThat(layers.get(0).name()).isEqualTo("p25 1");
    assertThat(layers.get(LayerPlan.MOST_ALONE).distributions()).hasSize(25);
  }

  @Test
  void layer_holdsTheFoldersAboveItsFiles_andEmptyOnesAreKept() {
    environment();
    files.add(new LayerFile(folder(PREFIX + "/lib", 0750), ""));
    files.add(new LayerFile(folder(PREFIX + "/var/empty", 0700), ""));

    List<PlannedLayer> layers = plan();

    PlannedLayer toolchain = layers.get(0);
    assertThat(toolchain.entries().stream().map(LayerEntry::path))
        .containsExactly(
            "opt",
            "opt/env",
            "opt/env/conda-meta",
            "opt/env/conda-meta/libgcc-1-0.json",
            "opt/env/conda-meta/openssl-3-0.json",
            "opt/env/lib",
            "opt/env/lib/libgcc",
            "opt/env/lib/openssl");
    assertThat(toolchain.entries().get(0).head().mode()).isEqualTo(0755);
    assertThat(toolchain.entries().get(5).head().mode()).isEqualTo(0750);
    assertThat(layers.get(5).entries().stream().map(LayerEntry::path))
        .contains("opt/env/var", "opt/env/var/empty");
    assertThat(
            layers.stream()
                .flatMap(layer -> layer.entries().stream())
                .filter(entry -> entry.path().equals("opt/env/var/empty")))
        .hasSize(1);
  }

  @Test
  void equalFilesOfAPackage_areOneFileWithTwoNames() {
    add("tools", "1", 5);
    files.add(new LayerFile(file(PREFIX + "/bin/b", "same"), "tools-1-0"));
    files.add(new LayerFile(file(PREFIX + "/bin/a", "same"), "tools-1-0"));
    files.add(new LayerFile(file(PREFIX + "/bin/empty1", ""), "tools-1-0"));
    files.add(new LayerFile(file(PREFIX + "/bin/empty2", ""), "tools-1-0"));

    List<LayerEntry> entries = plan().get(0).entries();

    assertThat(entries)
        .filteredOn(entry -> entry.head().kind() == TarEntry.Kind.HARD_LINK)
        .singleElement()
        .satisfies(
            link -> {
              assertThat(link.path()).isEqualTo("opt/env/bin/b");
              assertThat(link.head().linkTarget()).isEqualTo("opt/env/bin/a");
            });
  }

  @Test
  void pathOfApplicationAndEnvironment_isAProblem() {
    environment();

    assertThatThrownBy(
            () ->
                LayerPlan.of(
                    files,
                    packages,
                    List.of(),
                    List.of(
                        file("opt/env/lib/six", "mine"), file("opt/env/lib/numpy/below", "mine"))))
        .hasMessage(
            "HERM-LAYER-001 /opt/env/lib/six: it would come into the image twice: from six-1-0 and"
                + " from the application\n"
                + "  Fix: put the application's files somewhere else in the image, or leave this one"
                + " out\n"
                + "HERM-LAYER-002 /opt/env/lib/numpy/below: it comes from the application, but"
                + " /opt/env/lib/numpy of numpy-1-0 is no folder\n"
                + "  Fix: put the application's files somewhere else in the image, or leave this one"
                + " out");
  }

  private void environment() {
    add("libgcc", "1", 10);
    add("openssl", "3", LayerPlan.LARGE + 5, "libgcc", "ca-certificates");
    add("python", "3", LayerPlan.LARGE + 9, "openssl", "libgcc", "__glibc");
    add("pip", "1", 20, "python");
    add("six", "1", 30, "python");
    add("blas", "1", LayerPlan.LARGE, "libgcc");
    add("numpy", "1", LayerPlan.LARGE, "python", "blas");
    packages.add(
        new LayerPackage("wheelie-1-py3-none-any", "wheelie 1", "wheelie", List.of(), true));
    files.add(new LayerFile(file(PREFIX + "/lib/wheelie.py", "w"), "wheelie-1-py3-none-any"));
    files.add(
        new LayerFile(
            file(PREFIX + "/lib/wheelie-1.dist-info/RECORD", "r"), "wheelie-1-py3-none-any"));
    files.add(new LayerFile(file(PREFIX + "/conda-meta/history", "h"), ""));
  }

  private void add(String name, String version, long size, String... depends) {
    String distribution = name + "-" + version + "-0";
    packages.add(
        new LayerPackage(distribution, name + " " + version, name, List.of(depends), false));
    TarEntry head = TarEntry.file(PREFIX + "/lib/" + name, 0644, 1, size);
    byte[] content = distribution.getBytes(StandardCharsets.UTF_8);
    files.add(new LayerFile(new LayerEntry(head, LayerContent.of(content)), distribution));
    String record = PREFIX + "/conda-meta/" + distribution + ".json";
    files.add(new LayerFile(file(record, "record of " + distribution), distribution));
  }

  private static LayerEntry file(String path, String text) {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    return new LayerEntry(
        TarEntry.file(path, 0644, 1, content.length), LayerContent.of(content));
  }

  private static LayerEntry folder(String path, int mode) {
    return LayerEntry.of(TarEntry.directory(path, mode, 2));
  }

  private List<PlannedLayer> plan() {
    return LayerPlan.of(
        files, packages, List.of(), List.of(file("app/train.py", "train")));
  }

  private static List<String> names(List<PlannedLayer> layers) {
    return layers.stream()
        .map(layer -> layer.name() + ": " + String.join(" ", layer.distributions()))
        .toList();
  }

  private static List<String> keys(List<PlannedLayer> layers) {
    return layers.stream()
        .map(layer -> LayerCache.key(layer, Compression.ZSTD).hex())
        .collect(Collectors.toList());
  }

  private static List<Integer> moved(List<String> before, List<String> after) {
    assertThat(after).hasSameSizeAs(before);
    List<Integer> moved = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      if (!before.get(i).equals(after.get(i))) {
        moved.add(i);
      }
    }
    return moved;
  }
}
