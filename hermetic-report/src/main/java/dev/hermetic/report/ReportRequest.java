package dev.hermetic.report;

import dev.hermetic.report.model.ReportModel;
import java.nio.file.Path;

/**
 * What the report shows and where it goes.
 *
 * @param directory output folder; made when missing
 * @param singleFile whether {@code index.html} has all pages, style and script in it, so that it can
 *     be sent alone
 */
public record ReportRequest(ReportModel model, Path directory, boolean singleFile) {}
