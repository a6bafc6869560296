/** What the report tells of, gathered from the files of a project and its builds. */
@NullMarked
package dev.hermetic.report.model;

import org.jspecify.annotations.NullMarked;
