package dev.hermetic.maven;

import dev.hermetic.policy.PolicyJudge;
import dev.hermetic.registry.RegistrySettings;
import dev.hermetic.tool.Scanner;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the parameters of a scan say.
 *
 * @param database the advisories; null when none are named
 * @param mapping from conda names to those of PyPI; null for that of locking
 * @param offline whether to use only what is on this machine
 * @param fixes whether to look for the smallest change of the lock that fixes what is found
 * @param scanners that are run too
 * @param limits what counts beside the policy
 * @param policy null when there is none
 * @param sarif where the verdict goes as SARIF; null for the usual place
 * @param created the time that all that is made has
 * @param registry for signatures that the policy asks for
 */
record ScanSettings(
    @Nullable String database,
    @Nullable String mapping,
    boolean offline,
    boolean fixes,
    List<Scanner> scanners,
    PolicyJudge.Limits limits,
    @Nullable Path policy,
    @Nullable Path sarif,
    Instant created,
    RegistrySettings registry) {
  ScanSettings {
    scanners = List.copyOf(scanners);
  }
}
