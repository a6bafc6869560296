package dev.hermetic.scan;

import dev.hermetic.advisory.PackageKey;
import dev.hermetic.advisory.Question;
import dev.hermetic.advisory.TagForms;
import org.jspecify.annotations.Nullable;

/**
 * A name under which advisories may speak of a package.
 *
 * @param version as that ecosystem writes it
 * @param forms of the tags that releases have; null where versions have an order instead
 */
record Identity(PackageKey key, String version, @Nullable TagForms forms) {
  Question question() {
    return new Question(key, forms == null ? version : forms.tag(version));
  }
}
