package dev.hermetic.explain;

import dev.hermetic.match.MatchSpec;
import dev.hermetic.platform.Platform;
import dev.hermetic.record.Candidate;
import dev.hermetic.record.PackageRecord;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.SolveRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the nearest changes that make an answer possible, each by really solving with it. */
final class ChangeFinder {
  /** How many changes are told of one clash. */
  static final int SHOWN = 3;
  private static final int OF_VERSIONS = 2;

  /** How many versions are tried, the nearest first. */
  static final int TRIED_VERSIONS = 40;

  private final Finding finding;
  private final List<Finding> all;
  private final Wording wording;
  private final Set<Platform> solved;
  private final Plan plan;
  private final Plan broken;
  private final List<RootSpec> clashing;

  /**
   * @param all the clashes of all platforms
   * @param plan all requests, as far as they concern the clash
   * @param solved platforms that have an answer and are to keep it
   */
  ChangeFinder(
      Finding finding, List<Finding> all, Plan plan, Set<Platform> solved, Wording wording) {
    this.finding = finding;
    this.all = all;
    this.plan = plan;
    this.broken = plan.on(finding.platforms());
    this.solved = solved;
    this.wording = wording;
    // What an earlier change has rewritten is not there any more.
    this.clashing =
        finding.clashing().stream().filter(plan.roots(finding.first())::contains).toList();
  }

  /** At most three, the smallest first. */
  List<Edit> find() {
    List<Edit> edits = new ArrayList<>(names());
    edits.addAll(versions());
    for (RootSpec root : clashing) {
      Rewrites.anyBuild(root.spec()).ifPresent(near -> addIf(edits, rewrite(root, near)));
      Rewrites.anyChannel(root, wording.written(root))
          .ifPresent(near -> addIfAnew(edits, rewrite(root, near)));
    }
    settings(edits);
    if (edits.size() < SHOWN) {
      removal().ifPresent(edits::add);
    }
    return List.copyOf(edits.subList(0, Math.min(SHOWN, edits.size())));
  }

  private void addIf(List<Edit> edits, Edit.Rewrite edit) {
    if (works(edit)) {
      edits.add(edit);
      return;
    }
    // Where other platforms rely on what is given up, only those that clash give it up.
    if (!others(edit.root()).isEmpty() && works(here(edit))) {
      edits.add(here(edit));
    }
  }

  private Edit.Rewrite here(Edit.Rewrite edit) {
    return edit.on(finding.platforms());
  }

  private Set<Platform> platforms() {
    return Set.copyOf(finding.platforms());
  }

  /** A spec that names its channel hides the others from the start: the question is a new one. */
  private void addIfAnew(List<Edit> edits, Edit.Rewrite edit) {
    Edit anew =
        new Edit.Setting(
            "",
            request ->
                new SolveRequest(
                    request.platform(),
                    edit.apply(request.platform(), request.specs()),
                    request.virtualPackages(),
                    request.channels(),
                    request.priority(),
                    request.excludeNewer()),
            false,
            "",
            edit.text());
    if (broken.with(anew).with(edit).isSolvable()) {
      edits.add(edit);
    }
  }

  private Edit.Rewrite rewrite(RootSpec root, Rewrites.Near near) {
    return new Edit.Rewrite(
        root,
        near.spec(),
        null,
        "write `" + near.text() + "` instead of " + wording.root(root));
  }

  /** Whether it works, or does when the platforms that have an answer keep the line as it is. */
  boolean worksIfOnlyHere(Edit edit) {
    return works(edit) || edit instanceof Edit.Rewrite rewrite && works(here(rewrite));
  }

  /** Whether all platforms that clash have an answer then, and the others keep theirs. */
  boolean works(Edit edit) {
    if (!broken.with(edit).isSolvable()) {
      return false;
    }
    if (edit instanceof Edit.Setting setting) {
      return setting.widens() || plan.on(solved).with(edit).isSolvable();
    }
    if (edit instanceof Edit.Several) {
      return plan.on(solved).with(edit).isSolvable();
    }
    Edit.Rewrite rewrite = (Edit.Rewrite) edit;
    return rewrite.only() != null
        || plan.on(others(rewrite.root())).with(edit).isSolvable();
  }

  /** Platforms that have an answer and the root as well. */
  private Set<Platform> others(RootSpec root) {
    Set<Platform> others = new TreeSet<>(solved);
    others.removeIf(platform -> !plan.roots(platform).contains(root));
    return others;
  }

  private List<Edit> names() {
    List<Edit> edits = new ArrayList<>();
    for (RootSpec root : clashing) {
      if (!root.appended()
          && plan.platforms().stream()
              .allMatch(of -> candidates(of, root.spec().name()).isEmpty())) {
        TreeSet<String> names = new TreeSet<>();
        for (List<Repodata> channel : plan.questions(finding.first()).request().channels()) {
          channel.forEach(repodata -> names.addAll(repodata.names()));
        }
        for (String name : MeantNames.of(root.spec().name(), names)) {
          Rewrites.named(root.spec(), wording.written(root), name)
              .map(near -> rewrite(root, near))
              .filter(this::works)
              .ifPresent(edits::add);
        }
      }
    }
    return edits;
  }

  private List<Candidate> candidates(Platform platform, String name) {
    return plan.questions(platform).session().candidates(name);
  }

  /** For each root the nearest version that works; the least far of them first. */
  private List<Edit> versions() {
    record Found(Edit edit, int distance) {}
    List<Found> found = new ArrayList<>();
    for (RootSpec root : clashing) {
      Optional<MatchSpec> any = Rewrites.anyVersion(root.spec());
      if (any.isEmpty() || !works(new Edit.Rewrite(root, any.get(), platforms(), ""))) {
        continue;
      }
      List<Rewrites.Near> nearest =
          Rewrites.versions(plan.questions(finding.first()).session(), root.spec());
      List<Rewrites.Near> tried = nearest.subList(0, Math.min(TRIED_VERSIONS, nearest.size()));
      Optional<Found> everywhere =
          tried.stream()
              .map(near -> new Found(rewrite(root, near), near.distance()))
              .filter(one -> works(one.edit()))
              .findFirst();
      everywhere
          .or(
              () ->
                  others(root).isEmpty()
                      ? Optional.empty()
                      : tried.stream()
                          .map(near -> new Found(here(rewrite(root, near)), near.distance()))
                          .filter(one -> works(one.edit()))
                          .findFirst())
          .ifPresent(found::add);
    }
    found.sort(Comparator.comparingInt(Found::distance));
    return found.stream().limit(OF_VERSIONS).map(Found::edit).toList();
  }

  private void settings(List<Edit> edits) {
    SolveRequest request = plan.questions(finding.first()).request();
    Settings.virtualPackages(finding.refutations(), request, finding.platforms()).stream()
        .filter(this::works)
        .findFirst()
        .ifPresent(edits::add);
    Settings.priorities(request).stream().filter(this::works).findFirst().ifPresent(edits::add);
    Set<String> names = new TreeSet<>();
    clashing.forEach(root -> names.add(root.spec().name()));
    finding
        .refutations()
        .forEach(refutation -> refutation.domains().forEach(domain -> names.add(domain.name)));
    Settings.excludeNewer(request, names, this::works).ifPresent(edits::add);
  }

  /** Gives up a spec, rather one whose package does not come in anyway. */
  private Optional<Edit> removal() {
    List<Edit.Rewrite> possible = new ArrayList<>();
    for (int i = clashing.size() - 1; i >= 0; i--) {
      Edit.Rewrite edit = GivenUp.edit(clashing.get(i), finding, all, Set.of(), plan, wording);
      Plan without = broken.with(edit);
      // An empty environment is no answer to anything.
      boolean something =
          without.platforms().stream().noneMatch(of -> without.roots(of).isEmpty())
              || plan.platforms().size() > finding.platforms().size();
      if (something && works(edit)) {
        Optional<List<PackageRecord>> answer = without.answer(finding.first());
        boolean comesInAnyway =
            answer.orElse(List.of()).stream()
                .anyMatch(record -> record.name().equals(edit.root().spec().name()));
        possible.add(comesInAnyway ? possible.size() : 0, edit);
      }
    }
    return possible.stream().map(edit -> (Edit) edit).findFirst();
  }
}
