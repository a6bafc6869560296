package dev.hermetic.lock;

import dev.hermetic.cache.CacheUse;
import dev.hermetic.channel.ChannelResolver;
import dev.hermetic.check.CheckResult;
import dev.hermetic.diff.LockDiff;
import dev.hermetic.environment.Environment;
import dev.hermetic.environment.Environment.PlatformRequest;
import dev.hermetic.environment.EnvironmentReader;
import dev.hermetic.environment.EnvironmentSource;
import dev.hermetic.environment.PipRequirement;
import dev.hermetic.environment.Requirement;
import dev.hermetic.environment.VirtualPackageReader;
import dev.hermetic.environment.VirtualPackageResult;
import dev.hermetic.environment.VirtualPackageSource;
import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.graph.Categories;
import dev.hermetic.lockfile.AtomicFiles;
import dev.hermetic.lockfile.CondaLockWriter;
import dev.hermetic.lockfile.ExplicitLockWriter;
import dev.hermetic.lockfile.LockFileNames;
import dev.hermetic.lockfile.LocatedLock;
import dev.hermetic.lockfile.LockedPackage;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.lockfile.LockfileBuilder;
import dev.hermetic.lockfile.OwnMetadata;
import dev.hermetic.platform.Platform;
import dev.hermetic.platform.VirtualPackage;
import dev.hermetic.platform.VirtualPackages;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.pypi.lock.LockedPip;
import dev.hermetic.pypi.request.PipRequest;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.RepodataGateway;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.work.Ahead;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns environment files into lock files. Keeps no state between calls. */
public final class LockService {
  private final FetchSettings settings;
  private final Clock clock;
  private final Listener listener;

  /**
   * @param clock asked only to turn an exclude-newer duration into an instant
   * @param listener told what happens
   */
  public LockService(FetchSettings settings, Clock clock, Listener listener) {
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Locks, or finds that the lock stands.
   *
   * @throws HermeticException with every problem found; no file was changed
   */
  @SuppressWarnings("try") // the use of the cache lasts as long as the block
  public LockResult lock(LockRequest request) {
    Optional<LocatedLock> located = present(request);
    Optional<Lockfile> present = located.map(LocatedLock::lockfile);
    ChannelResolver resolver = resolver(request);
    LockInputs inputs = inputs(request, resolver, present.orElse(null), false);
    if (request.mode() != LockRequest.Mode.ALWAYS) {
      Optional<LockResult> standing = standing(inputs, resolver, located);
      if (standing.isPresent()) {
        return standing.get();
      }
    }
    try (CacheUse use = CacheUse.begin(settings.cacheDirectory())) {
      return solve(request, present, resolver, inputs);
    }
  }

  private LockResult solve(
      LockRequest request,
      Optional<Lockfile> present,
      ChannelResolver resolver,
      LockInputs inputs) {
    boolean afresh = request.mode() == LockRequest.Mode.ALWAYS;
    return make(inputs, resolver, present, afresh ? Optional.empty() : present, List.of(), false);
  }

  /**
   * Has packages of a lock newer and changes no more than that takes; without names, everything is
   * as new as it can be. An environment file that was edited since is followed too.
   *
   * @throws HermeticException with every problem found; no file was changed
   */
  @SuppressWarnings("try") // the use of the cache lasts as long as the block
  public LockResult update(UpdateRequest update) {
    LockRequest request = update.lock().withMode(LockRequest.Mode.FROZEN);
    Optional<Lockfile> present = present(request).map(LocatedLock::lockfile);
    if (present.isEmpty()) {
      throw new HermeticException(LockProblems.nothingToUpdate(PresentLock.shown(request)));
    }
    ChannelResolver resolver = resolver(request);
    LockInputs inputs = inputs(request, resolver, present.get(), false);
    try (CacheUse use = CacheUse.begin(settings.cacheDirectory())) {
      return make(
          inputs,
          resolver,
          present,
          update.packages().isEmpty() ? Optional.empty() : present,
          update.packages(),
          update.dryRun());
    }
  }

  /**
   * Solves and writes.
   *
   * @param kept the lock that is changed as little as possible; empty to solve afresh
   * @param packages what of it is to be newer
   */
  private LockResult make(
      LockInputs inputs,
      ChannelResolver resolver,
      Optional<Lockfile> present,
      Optional<Lockfile> kept,
      List<String> packages,
      boolean dryRun) {
    AskedPackages.Asked both =
        kept.map(lock -> AskedPackages.read(packages, inputs, lock))
            .orElse(AskedPackages.Asked.NOTHING);
    SortedMap<Platform, List<RootSpec>> asked = both.conda();
    RepodataGateway gateway =
        new RepodataGateway(new Fetcher(settings, listener), settings.cacheDirectory());
    ChannelLoader.Channels channels =
        new ChannelLoader(gateway, resolver, listener).load(inputs.environment());
    for (Problem note : channels.notes()) {
      warn(note);
    }
    StartingPoint start =
        kept.map(
                lock ->
                    new StartingPoint(
                        new LockedRecords(channels, settings, listener).of(lock), asked))
            .orElse(StartingPoint.NOTHING);
    PlatformSolver solver = new PlatformSolver(inputs, channels, resolver, listener);
    JointSolver.Answer answer;
    try (PipPart pip = new PipPart(settings, clock, listener, inputs, kept, both)) {
      answer = new JointSolver(solver, pip).solve(start);
    }
    SortedMap<Platform, List<PackageRecord>> records = answer.conda().records();
    warnOfUnknownAge(inputs, records);
    // Only the table of the result waits for it.
    try (Ahead<SortedMap<Platform, SortedMap<String, String>>> withoutCuda =
        Ahead.start(() -> solver.withoutCuda(records))) {
      Plan plan = new Plan(
              inputs, resolver, channels, answer.conda(), answer.pip(), withoutCuda, both);
      return write(plan, present, dryRun);
    }
  }

  /**
   * Whether the lock answers its request, with the place of everything that does not and the
   * command that mends it: nothing is solved, no connection opened, nothing written but a note in
   * the work directory, by which a later check of the same files is known to find the same.
   *
   * @throws HermeticException with every problem found, when the environment files or the lock
   *     cannot be read or there is no lock
   */
  public CheckResult check(LockRequest request) {
    String shown = PresentLock.shown(request);
    if (!Files.exists(request.lockfile())) {
      throw new HermeticException(LockProblems.nothingToCheck(shown));
    }
    CheckMemory memory = new CheckMemory(request, settings.environment());
    Optional<CheckResult> remembered = memory.recall();
    if (remembered.isPresent()) {
      return remembered.get();
    }
    List<Problem> problems = new ArrayList<>();
    LocatedLock lock = collect(problems, () -> PresentLock.read(request));
    ChannelResolver resolver = resolver(request);
    Lockfile present = lock == null ? null : lock.lockfile();
    LockInputs inputs = collect(problems, () -> inputs(request, resolver, present, true));
    if (lock == null || inputs == null) {
      throw new HermeticException(problems);
    }
    CheckResult result = new LockChecks(inputs, resolver).check(lock);
    if (!PipRequests.nameFiles(inputs.environment())) {
      memory.keep(result, lock.lockfile().metadata().platforms());
    }
    return result;
  }

  private static <T> @Nullable T collect(List<Problem> problems, Supplier<T> step) {
    try {
      return step.get();
    } catch (HermeticException e) {
      problems.addAll(e.problems());
      return null;
    }
  }

  /**
   * Why the lock does not answer its request, in words: nothing is solved and no connection opened.
   *
   * @return empty when there is no lock, an empty list when it answers
   * @throws HermeticException when a file cannot be read or the request cannot be locked at all
   */
  public Optional<List<String>> staleness(LockRequest request) {
    Optional<LocatedLock> present = present(request.withMode(LockRequest.Mode.FROZEN));
    ChannelResolver resolver = resolver(request);
    LockInputs inputs =
        inputs(request, resolver, present.map(LocatedLock::lockfile).orElse(null), false);
    return present.map(lock -> new LockChecks(inputs, resolver).reasons(lock));
  }

  /**
   * The lock as it stands beside its request, for reports: nothing is solved and no connection is
   * opened. Records are those that the cached repodata still have.
   *
   * @return outcome UP_TO_DATE or STALE
   * @throws HermeticException when a file is missing or cannot be read
   */
  public LockResult inspect(LockRequest request) {
    Optional<LocatedLock> present = present(request);
    ChannelResolver resolver = resolver(request);
    LockInputs inputs =
        inputs(request, resolver, present.map(LocatedLock::lockfile).orElse(null), false);
    if (present.isEmpty()) {
      throw new HermeticException(LockProblems.noLock(PresentLock.shown(request)));
    }
    boolean stands = new LockChecks(inputs, resolver).reasons(present.get()).isEmpty();
    LockResult bare =
        notSolved(
            inputs,
            present.get().lockfile(),
            stands ? LockResult.Outcome.UP_TO_DATE : LockResult.Outcome.STALE);
    return withKnownRecords(inputs, bare);
  }

  @SuppressWarnings("try") // the use of the cache lasts as long as the block
  private LockResult withKnownRecords(LockInputs inputs, LockResult bare) {
    Fetcher cached = new Fetcher(settings.offlineOnly(), Listener.SILENT);
    RepodataGateway gateway = new RepodataGateway(cached, settings.cacheDirectory());
    ChannelResolver resolver = resolver(inputs.request());
    try (CacheUse use = CacheUse.begin(settings.cacheDirectory())) {
      ChannelLoader.Channels channels =
          new ChannelLoader(gateway, resolver, Listener.SILENT).load(inputs.environment());
      SortedMap<Platform, List<PackageRecord>> records =
          new RecordLookup(channels.platforms()).find(bare.lockfile());
      records.keySet().retainAll(inputs.environment().platforms());
      PlatformSolver solver = new PlatformSolver(inputs, channels, resolver, Listener.SILENT);
      return new LockResult(
          bare.outcome(),
          bare.lockfile(),
          bare.environment(),
          bare.pip(),
          bare.virtualPackages(),
          records,
          solver.withoutCuda(records),
          stands(bare)
              ? solver.proofs(
                  complete(bare.lockfile(), records),
                  platform -> limits(bare.lockfile(), platform, inputs, solver))
              : bare.proofs(),
          channels.snapshots(),
          List.of());
    } catch (HermeticException e) {
      // A report can do without: what is not at hand is shown as unknown.
      return bare;
    }
  }

  private static List<RootSpec> limits(
      Lockfile lock, Platform platform, LockInputs inputs, PlatformSolver solver) {
    return PipLimits.of(
        lock,
        platform,
        inputs,
        ChannelVersions.of(solver.question(platform, StartingPoint.NOTHING)));
  }

  private static boolean stands(LockResult result) {
    return result.outcome() == LockResult.Outcome.UP_TO_DATE;
  }

  /** The platforms of which every conda package of the lock has its record. */
  private static SortedMap<Platform, List<PackageRecord>> complete(
      Lockfile lock, SortedMap<Platform, List<PackageRecord>> records) {
    SortedMap<Platform, List<PackageRecord>> complete = new TreeMap<>(records);
    complete.entrySet().removeIf(
        entry ->
            entry.getValue().size()
                < lock.packages().stream()
                    .filter(locked -> locked.platform().equals(entry.getKey()))
                    .filter(locked -> locked.manager() == LockedPackage.Manager.CONDA)
                    .map(LockedPackage::name)
                    .distinct()
                    .count());
    return complete;
  }

  private static LockResult notSolved(
      LockInputs inputs, Lockfile lock, LockResult.Outcome outcome) {
    return new LockResult(
        outcome,
        lock,
        inputs.environment(),
        inputs.pip(),
        virtualPackages(inputs),
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeMap<>(),
        List.of(),
        List.of());
  }

  private Optional<LocatedLock> present(LockRequest request) {
    return PresentLock.find(request, this::warn);
  }

  private ChannelResolver resolver(LockRequest request) {
    return resolver(request, settings);
  }

  static ChannelResolver resolver(LockRequest request, FetchSettings settings) {
    return new ChannelResolver(request.channelSettings(settings.environment()));
  }

  /** What a lock of this request has to answer, dates as the given lock records them. */
  LockInputs inputs(LockRequest request, Lockfile recorded) {
    return inputs(request, resolver(request), recorded, false);
  }

  private LockInputs inputs(
      LockRequest request,
      ChannelResolver resolver,
      @Nullable Lockfile present,
      boolean toCheck) {
    Environment environment =
        EnvironmentReader.read(
            new EnvironmentSource(
                request.directory(),
                request.environmentFiles(),
                request.platforms(),
                request.channels(),
                // Where nobody names platforms, a lock keeps those that it has.
                present == null ? Platform.DEFAULTS : present.metadata().platforms()));
    for (Problem warning : environment.warnings()) {
      warn(warning);
    }
    VirtualPackageResult virtual =
        VirtualPackageReader.read(
            VirtualPackageSource.of(
                request.directory(),
                environment.platforms(),
                request.virtualPackages(),
                settings.environment(),
                request.cuda()));
    for (Problem warning : virtual.warnings()) {
      warn(warning);
    }
    List<Problem> problems = new ArrayList<>();
    if (environment.channels().isEmpty()) {
      problems.add(
          LockProblems.noChannels(
              ShownPaths.relative(
                  request.directory(), request.directory().resolve(environment.files().get(0)))));
    }
    Set<PipRequirement> pip = new LinkedHashSet<>();
    Set<Problem> conditional = new LinkedHashSet<>();
    for (PlatformRequest platform : environment.requests().values()) {
      pip.addAll(platform.pip());
      for (Requirement one : platform.conda()) {
        if (one.spec().when().isPresent() || !one.spec().extras().isEmpty()) {
          conditional.add(LockProblems.conditional(one));
        }
      }
    }
    if (!pip.isEmpty() && !toCheck && request.pip() == LockRequest.PipMode.FAIL) {
      problems.add(LockProblems.pipSection(List.copyOf(pip)));
    }
    problems.addAll(conditional);
    SortedMap<Platform, PipRequest> asked =
        request.pip() == LockRequest.PipMode.IGNORE
            ? new TreeMap<>()
            : collect(
                problems,
                () ->
                    PipRequests.of(environment, request.directory(), settings.environment()));
    if (asked == null || !problems.isEmpty()) {
      throw new HermeticException(problems);
    }
    String text = request.excludeNewer();
    String recorded =
        present == null
            ? null
            : present.metadata().custom().get(OwnMetadata.EXCLUDE_NEWER_KEY);
    asked.values().stream()
        .flatMap(one -> one.warnings().stream())
        .distinct()
        .forEach(this::warn);
    return new LockInputs(
        request,
        environment,
        resolver.record(environment.channels()),
        new SpecChannels(resolver, environment).multichannels(),
        virtual.platforms(),
        text == null ? null : ExcludeNewer.parse(text, clock, recorded),
        asked);
  }

  private Optional<LockResult> standing(
      LockInputs inputs, ChannelResolver resolver, Optional<LocatedLock> present) {
    LockRequest request = inputs.request();
    boolean frozen = request.mode() == LockRequest.Mode.FROZEN;
    if (present.isEmpty()) {
      if (frozen) {
        throw new HermeticException(LockProblems.missing(PresentLock.shown(request)));
      }
      return Optional.empty();
    }
    List<String> reasons = new LockChecks(inputs, resolver).reasons(present.get());
    if (reasons.isEmpty()) {
      return Optional.of(notSolved(inputs, present.get().lockfile(), LockResult.Outcome.UP_TO_DATE));
    }
    if (frozen) {
      throw new HermeticException(LockProblems.stale(PresentLock.shown(request), reasons));
    }
    return Optional.empty();
  }

  private LockResult write(Plan plan, Optional<Lockfile> present, boolean dryRun) {
    LockInputs inputs = plan.inputs();
    LockRequest request = inputs.request();
    Map<String, String> custom =
        present.isEmpty() ? Map.of() : present.get().metadata().custom();
    String places = Places.of(plan.answer().records(), inputs.environment(), plan.resolver());
    Lockfile built =
        LockfileBuilder.build(
            inputs.metadata(custom, places, PipPart.facts(plan.pip())),
            plan.answer().records(),
            plan.pip().packages().values().stream().flatMap(List::stream).toList(),
            plan.channels().channels());
    Lockfile lock = Categories.assign(built, AskedRoots.of(built, inputs));
    LockDiff changes =
        present.isEmpty() || present.get().packages().isEmpty()
            ? null
            : ChangesMade.of(present.get(), lock, plan.answer().moves(), inputs);
    if (dryRun) {
      return plan.result(lock, changes);
    }
    byte[] bytes = CondaLockWriter.write(lock);
    Map<Path, byte[]> files = new LinkedHashMap<>();
    Path work = request.workDirectory();
    Path facts = work == null ? null : work.resolve(RunFacts.FILE);
    if (facts != null) {
      files.put(facts, RunFacts.json(bytes, plan.channels().snapshots()));
    }
    if (request.explicitLockfiles()) {
      for (Platform platform : lock.metadata().platforms()) {
        files.put(
            LockFileNames.explicitFile(request.lockfile(), platform),
            ExplicitLockWriter.write(lock, platform));
      }
    }
    warnOfLeftFiles(request, present, lock);
    // Last, so that a lock never stands before the files that follow from it.
    files.put(request.lockfile(), bytes);
    // Before a file is written, so that nothing can fail behind that.
    LockResult result = plan.result(lock, changes);
    List<Path> written = new ArrayList<>(AtomicFiles.write(files));
    written.remove(facts);
    return result.became(
        written.isEmpty() ? LockResult.Outcome.UNCHANGED : LockResult.Outcome.WRITTEN, written);
  }

  /** What was solved, ready to say what became of it. */
  private record Plan(
      LockInputs inputs,
      ChannelResolver resolver,
      ChannelLoader.Channels channels,
      PlatformSolver.Solved answer,
      LockedPip pip,
      Ahead<SortedMap<Platform, SortedMap<String, String>>> withoutCuda,
      AskedPackages.Asked asked) {
    /** Nothing is written yet. */
    LockResult result(Lockfile lock, @Nullable LockDiff changes) {
      return new LockResult(
          LockResult.Outcome.PLANNED,
          lock,
          inputs.environment(),
          inputs.pip(),
          virtualPackages(inputs),
          answer.records(),
          withoutCuda.get(),
          answer.proofs(),
          channels.snapshots(),
          changes,
          changes == null || asked.isNothing() ? List.of() : stayed(lock, changes),
          List.of());
    }

    private List<String> stayed(Lockfile lock, LockDiff changes) {
      ExcludeNewer newest = inputs.excludeNewer();
      AtHand known =
          new AtHand(
              channels.platforms(),
              inputs.request().priority(),
              Optional.ofNullable(newest).map(ExcludeNewer::instant),
              locked ->
                  pip.versions()
                      .getOrDefault(locked.platform(), new TreeMap<>())
                      .getOrDefault(ProjectName.normalise(locked.name()), List.of()));
      return Stayed.of(lock, inputs, asked, changes, known);
    }
  }

  /** An explicit file that no lock stands behind looks current and is not. */
  private void warnOfLeftFiles(LockRequest request, Optional<Lockfile> present, Lockfile now) {
    TreeSet<Platform> platforms = new TreeSet<>(now.metadata().platforms());
    if (present.isPresent()) {
      platforms.addAll(present.get().metadata().platforms());
    }
    for (Platform platform : platforms) {
      Path file = LockFileNames.explicitFile(request.lockfile(), platform);
      boolean locked = now.metadata().platforms().contains(platform);
      if (Files.exists(file) && !(locked && request.explicitLockfiles())) {
        String shown = ShownPaths.relative(request.directory(), file);
        warn(locked ? LockProblems.leftBehind(shown) : LockProblems.orphan(shown));
      }
    }
  }

  private static SortedMap<Platform, List<VirtualPackage>> virtualPackages(LockInputs inputs) {
    SortedMap<Platform, List<VirtualPackage>> packages = new TreeMap<>();
    for (Map.Entry<Platform, VirtualPackages> of : inputs.virtualPackages().entrySet()) {
      packages.put(of.getKey(), of.getValue().packages());
    }
    return packages;
  }

  private void warnOfUnknownAge(
      LockInputs inputs, SortedMap<Platform, List<PackageRecord>> records) {
    ExcludeNewer limit = inputs.excludeNewer();
    if (limit == null) {
      return;
    }
    long unknown =
        records.values().stream()
            .flatMap(List::stream)
            .filter(record -> record.timestamp() < 0)
            .map(PackageRecord::url)
            .distinct()
            .count();
    if (unknown > 0) {
      warn(LockProblems.unknownAge(unknown, limit.text()));
    }
  }

  private void warn(Problem problem) {
    listener.on(new Event.Warning(problem));
  }
}
