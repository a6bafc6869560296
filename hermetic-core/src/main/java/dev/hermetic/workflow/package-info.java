/** The pipelines of CI servers for a project, written from its POM and held against it. */
@NullMarked
package dev.hermetic.workflow;

import org.jspecify.annotations.NullMarked;
