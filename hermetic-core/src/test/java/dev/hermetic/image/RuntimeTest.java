package dev.hermetic.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.activate.Activation;
import dev.hermetic.activate.ActivationReader;
import dev.hermetic.oci.RuntimeConfig;
import dev.hermetic.platform.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeTest {
  private static final String PREFIX = "/opt/conda/envs/tickets";

  @TempDir Path folder;

  @Test
  void config_activation_isInTheEnvironment() throws Exception {
    Path variables = Files.createDirectories(folder.resolve("etc/conda/env_vars.d"));
    Files.writeString(variables.resolve("a.json"), "{\"PROJ_DATA\": \"/opt/proj\"}");

    RuntimeConfig config = config(base(Map.of("PATH", "/bin")), RuntimeRequest.DEFAULT);

    assertThat(config.env())
        .containsEntry("PATH", PREFIX + "/bin:/bin")
        .containsEntry("CONDA_PREFIX", PREFIX)
        .containsEntry("CONDA_DEFAULT_ENV", "tickets")
        .containsEntry("PROJ_DATA", "/opt/proj")
        .doesNotContainKey("NVIDIA_VISIBLE_DEVICES");
    assertThat(config.user()).isEqualTo("65532:65532");
    assertThat(config.workingDir()).isEqualTo("/app");
    assertThat(config.entrypoint()).isEmpty();
    assertThat(config.cmd()).containsExactly("python");
  }

  @Test
  void config_baseWithoutPath_getsTheUsualOne() {
    assertThat(config(base(Map.of()), RuntimeRequest.DEFAULT).env().get("PATH"))
        .isEqualTo(PREFIX + "/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
  }

  @Test
  void config_base_keepsWhatIsNotAboutItself() {
    RuntimeConfig base =
        new RuntimeConfig(
            "root",
            new TreeSet<>(List.of("80/tcp")),
            new TreeMap<>(Map.of("LANG", "C.UTF-8")),
            List.of("/base-program"),
            List.of("--serve"),
            new TreeSet<>(List.of("/data")),
            "/root",
            new TreeMap<>(Map.of("org.opencontainers.image.version", "12", "team", "base")),
            "SIGINT");

    RuntimeConfig config = config(base, RuntimeRequest.DEFAULT);

    assertThat(config.env()).containsEntry("LANG", "C.UTF-8");
    assertThat(config.exposedPorts()).containsExactly("80/tcp");
    assertThat(config.volumes()).containsExactly("/data");
    assertThat(config.labels()).containsOnly(Map.entry("team", "base"));
    assertThat(config.stopSignal()).isEqualTo("SIGINT");
    assertThat(config.entrypoint()).isEmpty();
    assertThat(config.cmd()).containsExactly("python");
  }

  @Test
  void config_wanted_replacesAndAdds() {
    RuntimeRequest wanted =
        new RuntimeRequest(
            List.of("python", "-m", "tickets"),
            List.of("--help"),
            "1000",
            "/srv",
            new TreeMap<>(Map.of("A", "b", "CONDA_PREFIX", "/elsewhere")),
            new TreeMap<>(Map.of("team", "ml")),
            new TreeSet<>(List.of("8080/tcp")),
            new TreeSet<>(List.of("/models")));

    RuntimeConfig config = config(base(Map.of("A", "a")), wanted);

    assertThat(config.entrypoint()).containsExactly("python", "-m", "tickets");
    assertThat(config.cmd()).containsExactly("--help");
    assertThat(config.user()).isEqualTo("1000");
    assertThat(config.workingDir()).isEqualTo("/srv");
    // Activation knows better where the environment is.
    assertThat(config.env()).containsEntry("A", "b").containsEntry("CONDA_PREFIX", PREFIX);
    assertThat(config.labels()).containsEntry("team", "ml");
    assertThat(config.exposedPorts()).containsExactly("8080/tcp");
    assertThat(config.volumes()).containsExactly("/models");
  }

  @Test
  void config_cuda_tellsTheContainerRuntime() {
    RuntimeConfig config =
        Runtime.config(
            base(Map.of()),
            activation(),
            RuntimeRequest.DEFAULT,
            PREFIX,
            true,
            Optional.of("12.4"),
            List.of());

    assertThat(config.env())
        .containsEntry("NVIDIA_VISIBLE_DEVICES", "all")
        .containsEntry("NVIDIA_DRIVER_CAPABILITIES", "compute,utility")
        .containsEntry("NVIDIA_REQUIRE_CUDA", "cuda>=12.4");
  }

  @Test
  void config_scriptThatNeedsAShell_isRunFirst() throws Exception {
    List<Activation.LeftScript> scripts =
        List.of(new Activation.LeftScript("etc/conda/activate.d/it's.sh", "runs a program"));
    RuntimeConfig config =
        Runtime.config(
            base(Map.of()),
            activation(),
            RuntimeRequest.DEFAULT,
            PREFIX,
            true,
            Optional.empty(),
            scripts);

    assertThat(config.entrypoint())
        .containsExactly("/bin/sh", PREFIX + "/etc/conda/hermetic-entrypoint.sh");
    assertThat(config.cmd()).containsExactly("python");
    assertThat(new String(EntrypointScript.bytes(PREFIX, scripts), "UTF-8"))
        .isEqualTo(
            "#!/bin/sh\n"
                + "# Runs the activation scripts that need a shell, then the command.\n"
                + ". '/opt/conda/envs/tickets/etc/conda/activate.d/it'\\''s.sh'\n"
                + "exec \"$@\"\n");
  }

  private Activation activation() {
    return ActivationReader.read(folder, PREFIX, Platform.LINUX_64);
  }

  private RuntimeConfig config(RuntimeConfig base, RuntimeRequest wanted) {
    return Runtime.config(
        base, activation(), wanted, PREFIX, true, Optional.empty(), List.of());
  }

  private static RuntimeConfig base(Map<String, String> env) {
    return new RuntimeConfig(
        "",
        new TreeSet<>(),
        new TreeMap<>(env),
        List.of(),
        List.of(),
        new TreeSet<>(),
        "",
        new TreeMap<>(),
        "");
  }
}
