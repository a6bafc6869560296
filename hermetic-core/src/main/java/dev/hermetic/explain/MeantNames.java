package dev.hermetic.explain;

import dev.hermetic.pypi.names.CondaNames;
import dev.hermetic.pypi.requirement.ProjectName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which packages may have been meant by a name that there is not. */
final class MeantNames {
  private static final int SHOWN = 3;

  private MeantNames() {}

  /** At most three of the names: what conda calls the project of PyPI, then near spellings. */
  static List<String> of(String wrong, Collection<String> names) {
    Set<String> meant = new LinkedHashSet<>();
    if (ProjectName.isName(wrong)) {
      meant.addAll(CondaNames.builtIn().packages(ProjectName.of(wrong)));
    }
    meant.retainAll(names);
    meant.addAll(Spelling.nearest(wrong, names));
    List<String> shown = new ArrayList<>(meant);
    return List.copyOf(shown.subList(0, Math.min(SHOWN, shown.size())));
  }
}
