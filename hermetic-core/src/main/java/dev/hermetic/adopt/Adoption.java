package dev.hermetic.adopt;

import dev.hermetic.adopt.AdoptResult.Outcome;
import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.lockfile.CondaLockReader;
import dev.hermetic.lockfile.CondaLockWriter;
import dev.hermetic.lockfile.ExplicitLockWriter;
import dev.hermetic.lockfile.LockFileNames;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.PixiLockReader;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Makes a project out of what is there. It solves nothing, opens no connection, and changes no line
 * that a user wrote: a file that is there stays, and git's files get lines at their end. A second
 * run changes nothing.
 */
public final class Adoption {
  private static final String MACHINES = "virtual-packages.yml";

  private final AdoptRequest request;
  private final Map<Path, byte[]> files = new LinkedHashMap<>();
  private final List<AdoptResult.Step> steps = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private Adoption(AdoptRequest request) {
    this.request = request;
  }

  /**
   * Writes what is missing.
   *
   * @throws HermeticException with every problem found; no file was changed
   */
  public static AdoptResult adopt(AdoptRequest request) {
    return new Adoption(request).run();
  }

  private AdoptResult run() {
    Source source = Source.find(request);
    Optional<Beginning> beginning = beginning(source);
    notes.addAll(beginning.map(Beginning::notes).orElse(List.of()));
    SortedMap<String, String> settings =
        new TreeMap<>(beginning.map(Beginning::settings).orElse(new TreeMap<>()));
    String named = String.join(",", environment(source, beginning));
    if (!named.equals(EnvironmentFiles.MAIN_FILE)) {
      settings.put("environment", named);
    }
    if (lock(source, beginning)) {
      beginning.flatMap(Beginning::lock).ifPresent(this::beside);
    } else if (source.kind() == Source.Kind.ENVIRONMENT) {
      LockSources.of(request.directory()).lock().ifPresent(lock -> answering(lock, settings));
    }
    Optional<String> snippet = pom(beginning.flatMap(Beginning::name), settings);
    jvmConfig();
    extend(".gitignore", ProjectFiles.ignore(file(".gitignore")));
    extend(".gitattributes", ProjectFiles.attributes(file(".gitattributes")));
    if (!request.dryRun()) {
      AtomicFiles.write(files);
    }
    return new AdoptResult(source.shown(), steps, snippet, notes);
  }

  /** Empty for an environment file, which is one already. */
  private static Optional<Beginning> beginning(Source source) {
    return switch (source.kind()) {
      case ENVIRONMENT -> Optional.empty();
      case CONDA_LOCK ->
          Optional.of(LockBeginning.of(CondaLockReader.parse(source.text(), source.shown())));
      case PIXI_LOCK ->
          Optional.of(
              LockBeginning.of(
                  PixiLockReader.parse(source.text(), source.shown()),
                  EnvironmentFiles.MAIN_FILE));
      case EXPLICIT -> Optional.of(ExplicitBeginning.read(source.files()));
      case PREFIX ->
          Optional.of(
              PrefixReader.read(source.path(), source.shown(), EnvironmentFiles.MAIN_FILE));
    };
  }

  /** The names of the environment files as the POM has them, which are there afterwards. */
  private Collection<String> environment(Source source, Optional<Beginning> beginning) {
    String own = nameInProject(source);
    if (!own.isEmpty()) {
      List<String> files = environmentFiles(own);
      files.forEach(this::keep);
      return files;
    }
    List<String> sources = madeFrom(source);
    if (!sources.isEmpty()) {
      sources.forEach(this::keep);
      return sources;
    }
    if (beginning.isEmpty()) {
      write(EnvironmentFiles.MAIN_FILE, source::text);
      return List.of(EnvironmentFiles.MAIN_FILE);
    }
    Map<String, String> texts = EnvironmentFiles.of(beginning.get(), source.shown());
    if (Files.exists(file(EnvironmentFiles.MAIN_FILE))) {
      keep(EnvironmentFiles.MAIN_FILE);
      byte[] made =
          texts.getOrDefault(EnvironmentFiles.MAIN_FILE, "").getBytes(StandardCharsets.UTF_8);
      if (!ProjectFiles.bytes(file(EnvironmentFiles.MAIN_FILE))
          .equals(new String(made, StandardCharsets.ISO_8859_1))) {
        notes.add(
            EnvironmentFiles.MAIN_FILE + " was there and stays: what it asks for counts, whatever "
                + source.shown() + " has; `mvn hermetic:check` tells where they differ");
      }
      return List.of(EnvironmentFiles.MAIN_FILE);
    }
    texts.forEach((name, text) -> write(name, () -> text));
    return texts.keySet();
  }

  /** The environment files of a lock that the user names, where all are there. */
  private List<String> madeFrom(Source source) {
    Path folder = request.directory().toAbsolutePath().normalize();
    Path file = source.path().toAbsolutePath().normalize();
    if (source.kind() != Source.Kind.CONDA_LOCK || !folder.equals(file.getParent())) {
      return List.of();
    }
    LockSources sources = LockSources.of(request.directory(), source.shown());
    notes.addAll(sources.notes());
    return sources.files();
  }

  private void keep(String name) {
    steps.add(new AdoptResult.Step(file(name).normalize(), Outcome.KEPT));
  }

  /** What the project asks for was there before; the lock beside it may answer it as it is. */
  private void answering(Lockfile lock, SortedMap<String, String> settings) {
    RecordedSettings.of(lock.metadata()).forEach(settings::putIfAbsent);
    notes.addAll(RecordedSettings.notes(lock.metadata()));
    machines(lock);
  }

  private void machines(Lockfile lock) {
    if (!Files.exists(file("virtual-packages.yaml"))) {
      MachineText.of(lock).ifPresent(text -> write(MACHINES, () -> text));
    }
  }

  /** Whether the project has the lock that the beginning is about. */
  private boolean lock(Source source, Optional<Beginning> beginning) {
    Path file = file(LockFileNames.USUAL);
    if (Files.exists(file)) {
      steps.add(new AdoptResult.Step(file, Outcome.KEPT));
      return source.path().toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize());
    }
    if (source.kind() == Source.Kind.CONDA_LOCK) {
      // As it is: another tool's lock stays that tool's until something has to move.
      write(LockFileNames.USUAL, source::text);
    } else {
      beginning
          .flatMap(Beginning::lock)
          .ifPresent(
              lock ->
                  write(
                      LockFileNames.USUAL,
                      () -> new String(CondaLockWriter.write(lock), StandardCharsets.UTF_8)));
    }
    return true;
  }

  /** What a lock needs beside it to answer: which machines it is for, and its explicit files. */
  private void beside(Lockfile lock) {
    machines(lock);
    for (Platform platform : lock.metadata().platforms()) {
      write(
          LockFileNames.explicitFile(Path.of(LockFileNames.USUAL), platform).toString(),
          () -> new String(ExplicitLockWriter.write(lock, platform), StandardCharsets.UTF_8));
    }
  }

  private Optional<String> pom(Optional<String> name, SortedMap<String, String> settings) {
    Path pom = file("pom.xml");
    if (Files.exists(pom)) {
      steps.add(new AdoptResult.Step(pom, Outcome.KEPT));
      return ProjectFiles.snippet(ProjectFiles.bytes(pom), request.pluginVersion(), settings);
    }
    Path folder = request.directory().toAbsolutePath().normalize().getFileName();
    String fallback = folder == null ? "" : folder.toString();
    write(
        "pom.xml",
        () -> ProjectFiles.pom(name.orElse(fallback), request.pluginVersion(), settings));
    return Optional.empty();
  }

  /** Where the project is part of a larger one, that one's file counts, and is its owner's. */
  private void jvmConfig() {
    Optional<Path> root = JvmConfig.rootAbove(request.directory());
    Path file = file(JvmConfig.NAME);
    if (root.isEmpty() && JvmConfig.canBegin(file)) {
      steps.add(new AdoptResult.Step(file, Outcome.WRITTEN, JvmConfig.PURPOSE));
      files.put(file, JvmConfig.TEXT.getBytes(StandardCharsets.UTF_8));
      return;
    }
    if (root.isEmpty() && JvmConfig.isThere(file)) {
      keep(JvmConfig.NAME);
    }
    JvmConfig.note(request.directory(), root.orElse(request.directory())).ifPresent(notes::add);
  }

  /** The environment file, with those that the lock beside it was made from too. */
  private List<String> environmentFiles(String own) {
    List<String> sources = LockSources.of(request.directory()).files();
    return sources.contains(own) ? sources : List.of(own);
  }

  /** An environment file that lies in the project, as the POM names it; empty for all else. */
  private String nameInProject(Source source) {
    Path file = source.path().toAbsolutePath().normalize();
    Path folder = request.directory().toAbsolutePath().normalize();
    return source.kind() == Source.Kind.ENVIRONMENT && file.startsWith(folder)
        ? folder.relativize(file).toString().replace('\\', '/')
        : "";
  }

  private void write(String name, Supplier<String> text) {
    Path file = file(name);
    boolean present = Files.exists(file);
    steps.add(new AdoptResult.Step(file, present ? Outcome.KEPT : Outcome.WRITTEN));
    if (!present) {
      files.put(file, text.get().getBytes(StandardCharsets.UTF_8));
    }
  }

  private void extend(String name, Optional<byte[]> bytes) {
    Path file = file(name);
    boolean present = Files.exists(file);
    Outcome changed = present ? Outcome.EXTENDED : Outcome.WRITTEN;
    steps.add(new AdoptResult.Step(file, bytes.isPresent() ? changed : Outcome.KEPT));
    bytes.ifPresent(of -> files.put(file, of));
  }

  private Path file(String name) {
    return request.directory().resolve(name);
  }
}
