package dev.hermetic.pypi.lock;

import dev.hermetic.pypi.resolve.UnresolvableException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a platform has no answer. What clashes and what would mend it is looked for when it is first asked
 * for, since mostly conda brings something else and nobody asks. Not for several threads at once.
 */
final class Unresolved {
  private final TargetQuestion question;
  private final UnresolvableException why;
  private @Nullable List<PipOutcome.Unmet> unmet;

  Unresolved(TargetQuestion question, UnresolvableException why) {
    this.question = question;
    this.why = why;
  }

  /** Each clash that is to be told. */
  List<PipOutcome.Unmet> unmet() {
    if (unmet == null) {
      unmet = Failures.unmet(question, why);
    }
    return unmet;
  }

  /** Whether there are no others. */
  boolean isWhole() {
    return why.isWhole();
  }

  /** The same with more to tell behind the last of them. */
  Unresolved withNotes(List<String> more) {
    Unresolved noted = new Unresolved(question, why);
    List<PipOutcome.Unmet> all = new ArrayList<>(unmet());
    if (!all.isEmpty()) {
      all.set(all.size() - 1, all.get(all.size() - 1).withNotes(more));
    }
    noted.unmet = List.copyOf(all);
    return noted;
  }
}
