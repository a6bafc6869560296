package dev.hermetic.lock;

import dev.hermetic.cache.CacheUse;
import dev.hermetic.channel.ChannelResolver;
import dev.hermetic.check.CheckResult;
import dev.hermetic.event.Event;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.lockfile.LocatedLock;
import dev.hermetic.lockfile.Lockfile;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.RepodataGateway;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.work.Ahead;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
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
    PlatformSolver solver =
        new PlatformSolver(
            new Questions(inputs, channels, resolver), inputs.request().prove(), listener);
    JointSolver.Answer answer;
    try (PipPart pip = new PipPart(settings, clock, listener, inputs, kept, both)) {
      answer = new JointSolver(solver, pip).solve(start);
    }
    SortedMap<Platform, List<PackageRecord>> records = answer.conda().records();
    warnOfUnknownAge(inputs, records);
    // Only the table of the result waits for it.
    try (Ahead<SortedMap<Platform, SortedMap<String, String>>> withoutCuda =
        Ahead.start(() -> solver.withoutCuda(records))) {
      LockWriter.Plan plan =
          new LockWriter.Plan(
              inputs, resolver, channels, answer.conda(), answer.pip(), withoutCuda, both);
      return new LockWriter(this::warn).write(plan, present, dryRun);
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
    List<Problem> ofInputs = new ArrayList<>();
    ChannelResolver resolver = resolver(request);
    String text = InputsReader.collect(problems, () -> PresentLock.text(request));
    LocatedLock lock;
    LockInputs inputs;
    // The environment wants no more of the lock than its head, which is read in no time.
    try (Ahead<@Nullable LocatedLock> whole =
        Ahead.start(() -> text == null ? null : PresentLock.parse(request, text))) {
      Lockfile head = text == null ? null : PresentLock.head(request, text);
      inputs = InputsReader.collect(ofInputs, () -> inputs(request, resolver, head, true));
      lock = InputsReader.collect(problems, whole::get);
    }
    if (lock == null || inputs == null) {
      problems.addAll(ofInputs);
      throw new HermeticException(problems);
    }
    CheckResult result = new LockChecks(inputs, resolver).check(lock);
    if (!PipRequests.nameFiles(inputs.environment())) {
      memory.keep(result, lock.lockfile().metadata().platforms());
    }
    return result;
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
    Lockfile lock = present.get().lockfile();
    KnownRecords known = new KnownRecords(settings, inputs, resolver);
    // The check looks at files alone and the records at repodata alone.
    try (Ahead<Optional<KnownRecords.Found>> found = Ahead.start(() -> known.find(lock))) {
      boolean stands = new LockChecks(inputs, resolver).reasons(present.get()).isEmpty();
      LockResult bare =
          LockResult.of(
              stands ? LockResult.Outcome.UP_TO_DATE : LockResult.Outcome.STALE, lock, inputs);
      return found.get().map(all -> known.in(bare, all)).orElse(bare);
    }
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
    return new InputsReader(settings.environment(), clock, this::warn)
        .read(request, resolver, present, toCheck);
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
      return Optional.of(
          LockResult.of(
              LockResult.Outcome.UP_TO_DATE, present.get().lockfile(), inputs));
    }
    if (frozen) {
      throw new HermeticException(LockProblems.stale(PresentLock.shown(request), reasons));
    }
    return Optional.empty();
  }

  private void warnOfUnknownAge(
      LockInputs inputs, SortedMap<Platform, List<PackageRecord>> records) {
    ExcludeNewer limit = inputs.excludeNewer();
    if (limit == null) {
      return;
    }
    Set<String> files = new HashSet<>();
    SortedSet<String> packages = new TreeSet<>();
    for (PackageRecord record : records.values().stream().flatMap(List::stream).toList()) {
      if (record.timestamp() < 0) {
        files.add(record.url());
        packages.add(record.name() + " " + record.version());
      }
    }
    if (!files.isEmpty()) {
      warn(LockProblems.unknownAge(files.size(), packages, limit.text()));
    }
  }

  private void warn(Problem problem) {
    listener.on(new Event.Warning(problem));
  }
}
