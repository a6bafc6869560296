package dev.hermetic.pypi.resolve;

import dev.hermetic.problem.Location;
import dev.hermetic.pypi.metadata.CoreMetadata;
import dev.hermetic.pypi.requirement.MarkerEnvironment;
import dev.hermetic.pypi.requirement.MarkerVariable;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.requirement.PypiRequirement;
import dev.hermetic.pypi.version.PypiVersion;
import dev.hermetic.pypi.version.SpecifierSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

/** What there is, in memory; counts what it is asked. */
final class Index implements PackageSource {
  private final Map<ProjectName, List<Candidate>> candidates = new TreeMap<>();
  private final Map<String, List<PypiRequirement>> needs = new HashMap<>();
  private final Map<String, Candidate> urls = new HashMap<>();
  private final Map<ProjectName, List<String>> provided = new TreeMap<>();
  private Random order = new Random(0);
  int asked;

  /** Linux and Python 3.11. */
  static final MarkerEnvironment TARGET = target();

  private static MarkerEnvironment target() {
    EnumMap<MarkerVariable, String> values = new EnumMap<>(MarkerVariable.class);
    values.put(MarkerVariable.PYTHON_VERSION, "3.11");
    values.put(MarkerVariable.SYS_PLATFORM, "linux");
    return new MarkerEnvironment(values);
  }

  /** Adds {@code name version} with what it needs. */
  Index add(String nameAndVersion, String... requires) {
    return put(nameAndVersion, null, false, requires);
  }

  Index addUnusable(String nameAndVersion, String why) {
    return put(nameAndVersion, why, false);
  }

  Index addYanked(String nameAndVersion) {
    return put(nameAndVersion, null, true);
  }

  Index addUrl(String url, String nameAndVersion, String... requires) {
    put(nameAndVersion, null, false, requires);
    ProjectName name = name(nameAndVersion);
    List<Candidate> all = candidates.get(name);
    urls.put(url, all.remove(all.size() - 1));
    return this;
  }

  /** What the extras of a project that conda provides need. */
  Index provides(String name, String... requires) {
    provided.put(ProjectName.of(name), List.of(requires));
    return this;
  }

  private Index put(String nameAndVersion, String why, boolean yanked, String... requires) {
    ProjectName name = name(nameAndVersion);
    String version = nameAndVersion.substring(nameAndVersion.indexOf(' ') + 1);
    candidates
        .computeIfAbsent(name, unused -> new ArrayList<>())
        .add(new Candidate(name, PypiVersion.parse(version), version, why, yanked));
    List<PypiRequirement> parsed = new ArrayList<>();
    for (String one : requires) {
      parsed.add(PypiRequirement.parse(one));
    }
    needs.put(name + " " + version, parsed);
    return this;
  }

  private static ProjectName name(String nameAndVersion) {
    return ProjectName.of(nameAndVersion.substring(0, nameAndVersion.indexOf(' ')));
  }

  /** Gives candidates in another order. */
  Index shuffled(long seed) {
    order = new Random(seed);
    return this;
  }

  @Override
  public List<Candidate> candidates(ProjectName name) {
    List<Candidate> all = new ArrayList<>(candidates.getOrDefault(name, List.of()));
    Collections.shuffle(all, order);
    return all;
  }

  List<PypiRequirement> needs(Candidate candidate) {
    return needs.get(candidate.name() + " " + candidate.key());
  }

  @Override
  public CoreMetadata metadata(Candidate candidate) {
    asked++;
    return metadata(candidate.name(), candidate.version(), needs(candidate));
  }

  @Override
  public Candidate direct(PypiRequirement requirement) {
    return urls.get(requirement.url());
  }

  @Override
  public Optional<CoreMetadata> metadata(ProjectName name, Provided of) {
    List<String> requires = provided.get(name);
    return requires == null
        ? Optional.empty()
        : Optional.of(
            metadata(
                name, of.version(), requires.stream().map(PypiRequirement::parse).toList()));
  }

  private static CoreMetadata metadata(
      ProjectName name, PypiVersion version, List<PypiRequirement> requires) {
    return new CoreMetadata(name, version, requires, SpecifierSet.ANY, new TreeSet<>());
  }

  static Root root(String text, int line) {
    return new Root(PypiRequirement.parse(text), new Location("environment.yml", line, 9));
  }

  static List<Root> roots(String... texts) {
    List<Root> roots = new ArrayList<>();
    for (String text : texts) {
      roots.add(root(text, roots.size() + 5));
    }
    return roots;
  }

  static ResolveRequest request(String... texts) {
    return new ResolveRequest(roots(texts), TARGET);
  }

  /** {@code name version} of each package. */
  static List<String> texts(Resolution resolution) {
    return resolution.packages().stream()
        .map(one -> one.candidate().name() + " " + one.candidate().version())
        .toList();
  }

  List<String> resolve(String... texts) throws UnresolvableException {
    return texts(new Resolver(this).resolve(request(texts)));
  }
}
