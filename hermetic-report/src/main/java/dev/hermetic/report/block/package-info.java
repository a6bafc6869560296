/** What pages are made of: values in reading order, for the template and for the machine-readable twin. */
@NullMarked
package dev.hermetic.report.block;

import org.jspecify.annotations.NullMarked;
