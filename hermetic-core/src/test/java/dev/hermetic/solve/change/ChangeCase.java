package dev.hermetic.solve.change;

import dev.hermetic.record.PackageRecord;
import dev.hermetic.solve.RootSpec;
import dev.hermetic.solve.SolveRequest;
import java.util.List;

/** What a change starts from. */
record ChangeCase(SolveRequest request, List<RootSpec> asked, List<PackageRecord> locked) {}
