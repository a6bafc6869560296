package dev.hermetic.adopt;

import dev.hermetic.lockfile.LockedPackage.Manager;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.Lockfile.LockedChannel;
import dev.hermetic.lockfile.PixiLock;
import dev.hermetic.lockfile.PixiLockConverter;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Locks as a beginning: what they hold stays, and the environment file is one that they answer. */
final class LockBeginning {
  private static final String DEFAULT = "default";

  private LockBeginning() {}

  /** The lock is taken as it is. */
  static Beginning of(Lockfile lock) {
    return of(lock, Optional.empty(), List.of());
  }

  /**
   * A pixi.lock: its environment {@code default}, else the only one, without the project itself.
   *
   * @param environmentFile what the new lock names as its source
   * @throws HermeticException when there is no such environment, or a conda-lock.yml cannot hold it
   */
  static Beginning of(PixiLock pixi, String environmentFile) {
    String name = DEFAULT;
    if (!pixi.environments().containsKey(DEFAULT)) {
      if (pixi.environments().size() != 1) {
        throw new HermeticException(
            AdoptProblems.someEnvironments(pixi.file(), pixi.environments().keySet()));
      }
      name = pixi.environments().firstKey();
    }
    PixiAdoption adoption = PixiAdoption.of(pixi, name);
    Lockfile lock =
        PixiLockConverter.convert(adoption.lock(), name, environmentFile).lockfile();
    Beginning beginning = of(withChannelNames(lock), Optional.empty(), adoption.notes());
    // pixi writes the common index first, and asks it last, as uv does.
    List<String> indexes = new ArrayList<>(pixi.environments().get(name).indexes());
    Collections.rotate(indexes, -1);
    return beginning.with(RecordedSettings.indexes(indexes));
  }

  static Beginning of(Lockfile lock, Optional<String> name, List<String> notes) {
    SortedMap<Platform, SortedMap<String, String>> conda = new TreeMap<>();
    SortedMap<Platform, SortedMap<String, String>> pip = new TreeMap<>();
    boolean recorded = true;
    for (Platform platform : lock.metadata().platforms()) {
      Optional<SortedMap<String, String>> said = RecordedRoots.of(lock, platform);
      recorded &= said.isPresent();
      conda.put(
          platform, said.orElseGet(() -> LockRoots.of(lock, platform, Manager.CONDA)));
      pip.put(
          platform,
          RecordedRoots.pip(lock, platform)
              .orElseGet(() -> LockRoots.of(lock, platform, Manager.PIP)));
    }
    List<String> channels =
        lock.metadata().channels().stream().map(LockedChannel::url).distinct().toList();
    List<String> all = new ArrayList<>(notes);
    all.addAll(RecordedSettings.notes(lock.metadata()));
    return new Beginning(
        name,
        channels,
        conda,
        pip,
        Optional.of(lock),
        RecordedSettings.of(lock.metadata()),
        recorded ? "what the lock says was asked for" : LockRoots.REMARK,
        all);
  }

  /** Channels as an environment file names them, so that both say the same. */
  static Lockfile withChannelNames(Lockfile lock) {
    Lockfile.Metadata of = lock.metadata();
    List<LockedChannel> channels =
        of.channels().stream()
            .map(one -> new LockedChannel(Addresses.channel(one.url()), one.usedEnvVars()))
            .distinct()
            .toList();
    return new Lockfile(
        new Lockfile.Metadata(
            of.contentHash(), channels, of.platforms(), of.sources(), of.custom(), of.other()),
        lock.packages());
  }
}
