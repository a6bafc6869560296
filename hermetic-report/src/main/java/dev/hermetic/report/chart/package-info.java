/** Charts as shapes; the template writes them as SVG, with everything escaped. */
@NullMarked
package dev.hermetic.report.chart;

import org.jspecify.annotations.NullMarked;
