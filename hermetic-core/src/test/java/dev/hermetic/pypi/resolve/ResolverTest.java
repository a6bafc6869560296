package dev.hermetic.pypi.resolve;

import static dev.hermetic.pypi.resolve.Index.TARGET;
import static dev.hermetic.pypi.resolve.Index.request;
import static dev.hermetic.pypi.resolve.Index.roots;
import static dev.hermetic.pypi.resolve.Index.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.version.PypiVersion;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ResolverTest {
  private final Index index = new Index();

  private static UnresolvableException unresolvable(Index index, ResolveRequest request) {
    return catchThrowableOfType(
        UnresolvableException.class, () -> new Resolver(index).resolve(request));
  }

  private static List<Clash> failures(Index index, ResolveRequest request) {
    return unresolvable(index, request).clashes();
  }

  private static Clash failure(Index index, ResolveRequest request) {
    List<Clash> all = failures(index, request);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private static ResolveRequest changing(List<String> locked, String upgraded, String... roots) {
    SortedMap<ProjectName, PypiVersion> versions = new TreeMap<>();
    for (String one : locked) {
      String[] words = one.split(" ");
      versions.put(ProjectName.of(words[0]), PypiVersion.parse(words[1]));
    }
    SortedSet<ProjectName> names = new TreeSet<>();
    if (!upgraded.isEmpty()) {
      names.add(ProjectName.of(upgraded));
    }
    return new ResolveRequest(
        roots(roots), List.of(), TARGET, new TreeMap<>(), versions, names, false);
  }

  @Test
  void resolve_takesTheNewest_andWhatItNeeds() throws Exception {
    index.add("a 1.0").add("a 2.0", "b>=1").add("b 1.0").add("b 1.1").add("c 1.0");

    assertThat(index.resolve("a")).containsExactly("a 2.0", "b 1.1");
  }

  @Test
  void resolve_goesBackWhereTheNewestClashes() throws Exception {
    index.add("a 2.0", "b>=2").add("a 1.0", "b<2").add("b 1.0").add("b 2.0").add("c 1.0", "b<2");

    assertThat(index.resolve("a", "c")).containsExactly("a 1.0", "b 1.0", "c 1.0");
  }

  @Test
  void resolve_keepsEarlierRootsNew() throws Exception {
    index
        .add("a 1", "c<2")
        .add("a 2", "c>=2")
        .add("b 1", "c>=2")
        .add("b 2", "c<2")
        .add("c 1")
        .add("c 2");

    assertThat(index.resolve("a", "b")).containsExactly("a 2", "b 1", "c 2");
    assertThat(index.resolve("b", "a")).containsExactly("a 1", "b 2", "c 1");
  }

  @Test
  void resolve_prereleasesOnlyWhereAskedForOrNothingElse() throws Exception {
    index.add("a 1.0").add("a 2.0rc1").add("b 1.0a1").add("c 1", "a>=2.0rc1");

    assertThat(index.resolve("a")).containsExactly("a 1.0");
    assertThat(index.resolve("a>=2.0rc1")).containsExactly("a 2.0rc1");
    assertThat(index.resolve("b")).containsExactly("b 1.0a1");
    assertThat(index.resolve("c")).containsExactly("a 2.0rc1", "c 1");
    ResolveRequest all =
        new ResolveRequest(
            roots("a"), List.of(), TARGET, new TreeMap<>(), new TreeMap<>(), new TreeSet<>(), true);
    assertThat(texts(new Resolver(index).resolve(all))).containsExactly("a 2.0rc1");
  }

  @Test
  void resolve_yankedOnlyWherePinned() throws Exception {
    index.add("a 1.0").addYanked("a 1.1");

    assertThat(index.resolve("a>=1")).containsExactly("a 1.0");
    assertThat(index.resolve("a==1.1")).containsExactly("a 1.1");
    assertThat(failure(index, request("a>1.0"))).isNotNull();
  }

  @Test
  void resolve_markersAndExtras_countForTheTarget() throws Exception {
    index
        .add(
            "a 1",
            "win; sys_platform == 'win32'",
            "lin; sys_platform == 'linux'",
            "fast>=1; extra == 'speed'",
            "slow; extra == 'other'")
        .add("lin 1")
        .add("fast 1");

    assertThat(index.resolve("a")).containsExactly("a 1", "lin 1");
    assertThat(index.resolve("a[Speed]", "nothere; python_version < '3'"))
        .containsExactly("a 1", "fast 1", "lin 1");
    Pinned pinned = new Resolver(index).resolve(request("a[speed]")).packages().get(0);
    assertThat(pinned.extras()).map(Object::toString).containsExactly("speed");
    assertThat(pinned.needs()).map(Object::toString).containsExactly("fast>=1", "lin");
  }

  @Test
  void resolve_extrasHaveTheVersionOfTheirPackage() throws Exception {
    index
        .add("a 2", "x==2; extra == 'e'")
        .add("a 1", "x==1; extra == 'e'")
        .add("x 1")
        .add("b 1", "a[e]", "x<2");

    assertThat(index.resolve("a", "b")).containsExactly("a 1", "b 1", "x 1");
  }

  @Test
  void resolve_extrasOfOneself_areFollowed() throws Exception {
    index
        .add("a 1", "a[one,two]; extra == 'all'", "x; extra == 'one'", "a[all]; extra == 'two'")
        .add("x 1");

    assertThat(index.resolve("a[all]")).containsExactly("a 1", "x 1");
  }

  @Test
  void resolve_loops_end() throws Exception {
    index.add("a 1", "b").add("b 1", "c").add("c 1", "a>=1", "c");

    assertThat(index.resolve("a")).containsExactly("a 1", "b 1", "c 1");
  }

  @Test
  void resolve_whatNeedsAnotherVersionOfItself_isNotTaken() throws Exception {
    index.add("a 2", "a<2").add("a 1");

    assertThat(index.resolve("a")).containsExactly("a 1");
  }

  @Test
  void resolve_constraintsLimitWithoutAsking() throws Exception {
    index.add("a 1", "b").add("b 1").add("b 2").add("c 1");
    ResolveRequest limited =
        new ResolveRequest(
            roots("a"),
            roots("b<2", "c==1"),
            TARGET,
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeSet<>(),
            false);

    assertThat(texts(new Resolver(index).resolve(limited))).containsExactly("a 1", "b 1");
  }

  @Test
  void resolve_whatCondaProvides_staysAndIsNotTakenAgain() throws Exception {
    index.add("a 2", "numpy>=2").add("a 1", "numpy>=1").add("numpy 2.0");
    SortedMap<ProjectName, Provided> provided = new TreeMap<>();
    provided.put(ProjectName.of("numpy"), new Provided(PypiVersion.parse("1.26.4"), "numpy"));
    ResolveRequest request =
        new ResolveRequest(
            roots("a"),
            List.of(),
            TARGET,
            provided,
            new TreeMap<>(),
            new TreeSet<>(),
            false);

    Resolution resolution = new Resolver(index).resolve(request);

    assertThat(texts(resolution)).containsExactly("a 1");
    assertThat(resolution.used().keySet()).map(Object::toString).containsExactly("numpy");
  }

  @Test
  void resolve_extrasOfWhatCondaProvides_needItsMetadata() throws Exception {
    SortedMap<ProjectName, Provided> provided = new TreeMap<>();
    provided.put(ProjectName.of("numpy"), new Provided(PypiVersion.parse("1.26.4"), "numpy"));
    ResolveRequest request =
        new ResolveRequest(
            roots("numpy[blas]"),
            List.of(),
            TARGET,
            provided,
            new TreeMap<>(),
            new TreeSet<>(),
            false);
    index.add("openblas 1");

    assertThat(failure(index, request).tree())
        .anyMatch(line -> line.contains("what its extras need is not known"));
    index.provides("numpy", "openblas; extra == 'blas'");
    assertThat(texts(new Resolver(index).resolve(request))).containsExactly("openblas 1");
  }

  @Test
  void resolve_directReference_isTheOnlyCandidate() throws Exception {
    index
        .add("a 3")
        .addUrl("https://host/a-1.whl", "a 1", "b")
        .add("b 1", "a>=1")
        .add("c 1", "a @ https://host/a-1.whl")
        .add("d 1", "a @ https://evil/a-9.whl");

    assertThat(index.resolve("a @ https://host/a-1.whl")).containsExactly("a 1", "b 1");
    assertThat(index.resolve("a @ https://host/a-1.whl", "c"))
        .containsExactly("a 1", "b 1", "c 1");
    assertThat(failure(index, request("d")).tree())
        .anyMatch(line -> line.contains("which only the environment file may do"));
  }

  @Test
  void resolve_changing_movesNothingThatNeedNotMove() throws Exception {
    index.add("a 1", "b").add("a 2", "b").add("b 1").add("b 2").add("c 1").add("c 2");
    List<String> locked = List.of("a 1", "b 1", "c 1");

    assertThat(texts(new Resolver(index).resolve(changing(locked, "", "a", "c"))))
        .containsExactly("a 1", "b 1", "c 1");
    assertThat(texts(new Resolver(index).resolve(changing(locked, "b", "a", "c"))))
        .containsExactly("a 1", "b 2", "c 1");
    assertThat(texts(new Resolver(index).resolve(changing(locked, "", "a", "c>=2"))))
        .containsExactly("a 1", "b 1", "c 2");
  }

  @Test
  void resolve_changing_movesWhatHoldsTheAskedNameBack() throws Exception {
    index
        .add("a 1", "b<2")
        .add("a 2", "b")
        .add("b 1")
        .add("b 2")
        .add("c 1", "b")
        .add("c 2", "b");
    List<String> locked = List.of("a 1", "b 1", "c 1");

    assertThat(texts(new Resolver(index).resolve(changing(locked, "b", "a", "c"))))
        .containsExactly("a 2", "b 2", "c 1");
  }

  @Test
  void resolve_changing_aNameThatNobodyNeedsIsNotPulledIn() throws Exception {
    index.add("a 1").add("b 1").add("b 2");

    assertThat(texts(new Resolver(index).resolve(changing(List.of("a 1", "b 1"), "b", "a"))))
        .containsExactly("a 1");
  }

  @Test
  void explain_endsAtTheUsersLines_withChangesThatDo() {
    index
        .add("flask 3.0", "werkzeug>=3")
        .add("flask 3.1", "werkzeug>=3.1")
        .add("flask 2.0", "werkzeug<3")
        .add("werkzeug 2.3")
        .add("werkzeug 3.0")
        .add("werkzeug 3.1")
        .add("other 1.0");

    Clash failure =
        failure(index, request("other", "flask>=3", "werkzeug<3"));

    assertThat(failure.roots())
        .map(root -> root.requirement().text())
        .containsExactly("flask>=3", "werkzeug<3");
    assertThat(String.join("\n", failure.tree()))
        .isEqualTo(
            """
            ├─ `flask>=3` (environment.yml:6:9)
            │  ├─ flask 3.1 needs `werkzeug>=3.1`
            │  └─ flask 3.0 needs `werkzeug>=3`
            └─ `werkzeug<3` (environment.yml:7:9)""");
    assertThat(failure.changes())
        .containsExactly(
            "write `flask==2.0` instead of `flask>=3` (environment.yml:6:9)",
            "write `werkzeug==3.1` instead of `werkzeug<3` (environment.yml:7:9)",
            "leave out `flask>=3` (environment.yml:6:9)",
            "leave out `werkzeug<3` (environment.yml:7:9)");
    assertThat(failure.hasOtherVersions()).isTrue();
  }

  private static List<List<String>> lines(List<Clash> clashes) {
    return clashes.stream()
        .map(clash -> clash.roots().stream().map(root -> root.requirement().text()).toList())
        .toList();
  }

  @Test
  void explain_severalClashes_areAllTold_andTheirFirstChangesGoTogether() throws Exception {
    index
        .add("a 1", "base<2")
        .add("a 2", "base>=2")
        .add("b 1", "base>=2")
        .add("base 1")
        .add("base 2")
        .add("c 1")
        .add("fine 1");
    List<Clash> clashes = failures(index, request("c>1", "fine", "nowhere", "a<2", "b"));

    assertThat(lines(clashes))
        .containsExactly(List.of("c>1"), List.of("nowhere"), List.of("a<2", "b"));
    assertThat(clashes.stream().map(clash -> clash.changes().get(0)))
        .containsExactly(
            "write `c==1` instead of `c>1` (environment.yml:5:9)",
            "leave out `nowhere` (environment.yml:7:9)",
            "write `a==2` instead of `a<2` (environment.yml:8:9)");
    assertThat(clashes.get(1).unknown()).map(Object::toString).containsExactly("nowhere");
    assertThat(index.resolve("c==1", "fine", "a==2", "b"))
        .containsExactly("a 2", "b 1", "base 2", "c 1", "fine 1");
  }

  @Test
  void explain_clashesThatShareALine_areAllTold() {
    index.add("a 1", "base>=2").add("b 1", "base>=2").add("base 1").add("base 2");
    List<Clash> clashes = failures(index, request("a", "b", "base<2"));

    assertThat(lines(clashes)).containsExactly(List.of("a", "base<2"), List.of("b", "base<2"));
    assertThat(clashes)
        .allMatch(
            clash ->
                clash.changes().contains("write `base==2` instead of `base<2` (environment.yml:7:9)"));
  }

  @Test
  void explain_whatCannotBeUsed_saysWhy() {
    index
        .add("a 1", "torch")
        .addUnusable("torch 2.0", "has no wheel for osx-64")
        .addUnusable("torch 2.1", "has no wheel for osx-64");

    assertThat(String.join("\n", failure(index, request("a")).tree()))
        .isEqualTo(
            """
            └─ `a` (environment.yml:5:9)
               └─ a 1 needs `torch`
                  └─ torch 2.0, 2.1 have no wheel for osx-64""");
  }

  @Test
  void explain_whatCanOnlyBeLeftOut_hasNoOtherVersion() {
    index.add("a 1", "torch").addUnusable("torch 2.0", "has no wheel for osx-64").add("b 1");

    Clash failure = failure(index, request("a", "b"));

    assertThat(failure.changes()).containsExactly("leave out `a` (environment.yml:5:9)");
    assertThat(failure.hasOtherVersions()).isFalse();
  }

  @Test
  void explain_whatIsNowhere_andWhatNoVersionFits() {
    index.add("a 1").add("a 2");

    assertThat(failure(index, request("nowhere")).tree())
        .containsExactly(
            "└─ `nowhere` (environment.yml:5:9)", "   └─ no index has a project nowhere");
    assertThat(failure(index, request("a>2")).tree())
        .containsExactly(
            "└─ `a>2` (environment.yml:5:9)",
            "   └─ no version of it fits; there are 1, 2");
  }

  @Test
  void resolve_aThousandVersionsOfABadPair_endsSoon() throws Exception {
    // As boto3 and botocore: each release needs exactly one of the other.
    for (int i = 0; i < 1000; i++) {
      index.add("boto3 1." + i, "botocore==1." + i);
      index.add("botocore 1." + i, "urllib3<2");
    }
    index.add("urllib3 2.0").add("urllib3 1.26").add("top 1", "urllib3>=2");
    index.add("boto3 0.9");

    assertThat(index.resolve("top", "boto3")).contains("boto3 0.9", "urllib3 2.0");
    assertThat(index.asked).isLessThan(5_000);
  }

  @Test
  void resolve_orderOfTheSource_playsNoPart() throws Exception {
    List<String> first = null;
    for (int seed = 0; seed < 10; seed++) {
      Index shuffled = new Index().shuffled(seed);
      for (int i = 0; i < 20; i++) {
        shuffled.add("a 1." + i, "b>=" + (i % 7)).add("b " + i, "c<" + (20 - i)).add("c " + i);
      }
      List<String> answer = shuffled.resolve("a", "c>3");
      first = first == null ? answer : first;
      assertThat(answer).isEqualTo(first);
    }
  }

  @Test
  void resolve_withoutAnAnswer_looksForTheReasonWhenSomebodyAsks() {
    index.add("a 1", "c<2").add("b 1", "c>=2").add("c 1").add("c 2");

    UnresolvableException failure = unresolvable(index, request("a", "b"));
    int before = index.asked;
    assertThat(failure.isOfUnusable()).isFalse();
    int withoutChanges = index.asked;
    assertThat(failure.clashes()).hasSize(1);
    int after = index.asked;
    assertThat(failure.clashes()).hasSize(1);
    assertThat(before).isLessThan(withoutChanges);
    assertThat(withoutChanges).isLessThan(after);
    assertThat(index.asked).isEqualTo(after);
  }

  @Test
  void resolve_moreClashesThanAnybodyReads_saysThatTheyAreNotAll() {
    String[] unknown = {"n1", "n2", "n3", "n4", "n5", "n6", "n7", "n8", "n9"};

    UnresolvableException failure = unresolvable(index, request(unknown));
    assertThat(failure.clashes()).hasSize(8);
    assertThat(failure.isWhole()).isFalse();
    assertThat(unresolvable(index, request("n1", "n2")).isWhole()).isTrue();
  }
}
