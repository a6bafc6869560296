/** The pages of the report, each a function of the model. */
@NullMarked
package dev.hermetic.report.pages;

import org.jspecify.annotations.NullMarked;
