/** YAML whose every node knows its file, line and column. */
@NullMarked
package dev.hermetic.yaml;

import org.jspecify.annotations.NullMarked;
