package dev.hermetic.lock;

import dev.hermetic.environment.Environment;
import dev.hermetic.environment.EnvironmentReader;
import dev.hermetic.environment.EnvironmentSource;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.pypi.lock.PipLocker;
import dev.hermetic.pypi.lock.PipSettings;
import dev.hermetic.pypi.request.AskedRequirement;
import dev.hermetic.pypi.request.IndexLocation;
import dev.hermetic.pypi.request.PipRequest;
import dev.hermetic.pypi.simple.IndexAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where the pip packages of an environment come from: a lock has the addresses of its files without
 * credentials, so whoever installs it needs those that the environment or the parameters give.
 */
public final class PipOrigins {
  private PipOrigins() {}

  /**
   * The indexes, links and files that have credentials, in the order in which they are asked.
   *
   * @param variables environment variables, for {@code ${NAME}}
   * @return without those of environment files that cannot be read, which installing does not need
   */
  public static List<IndexAddress> of(
      LockRequest request, Platform platform, Map<String, String> variables) {
    PipSettings settings = request.pipSettings();
    Stream<IndexAddress> fixed =
        Stream.concat(
            settings.extraIndexUrls().stream().map(IndexAddress::new),
            Stream.ofNullable(settings.indexUrl()).map(IndexAddress::new));
    return Stream.concat(ofSection(request, platform, variables).stream(), fixed)
        .filter(IndexAddress::hasCredentials)
        .distinct()
        .toList();
  }

  private static List<IndexAddress> ofSection(
      LockRequest request, Platform platform, Map<String, String> variables) {
    List<Path> files =
        request.environmentFiles().stream()
            .filter(file -> Files.exists(request.directory().resolve(file)))
            .toList();
    if (files.isEmpty()) {
      return List.of();
    }
    try {
      Environment environment =
          EnvironmentReader.read(
              new EnvironmentSource(
                  request.directory(), files, List.of(platform), request.channels()));
      PipRequest pip =
          PipRequests.of(environment, request.directory(), variables).get(platform);
      return pip == null ? List.of() : origins(pip, request.pipSettings());
    } catch (HermeticException e) {
      return List.of();
    }
  }

  private static List<IndexAddress> origins(PipRequest pip, PipSettings settings) {
    List<IndexAddress> origins = new ArrayList<>(PipLocker.indexes(pip, settings));
    pip.findLinks().stream().map(IndexLocation::url).map(IndexAddress::new).forEach(origins::add);
    for (AskedRequirement one : pip.requirements()) {
      one.requirement().directUrl().map(IndexAddress::new).ifPresent(origins::add);
    }
    return origins;
  }
}
