package dev.hermetic.maven;

import dev.hermetic.lock.LockRequest;
import dev.hermetic.lock.LockRequestBuilder;
import dev.hermetic.pypi.lock.PipSettings;
import dev.hermetic.track.TrackInputs;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** The parameters that say how the environment of a goal is locked. */
abstract class AbstractRequestMojo extends AbstractTrackMojo {
  /**
   * What a channel name is put behind to make its URL.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.channelAlias", defaultValue = "https://conda.anaconda.org")
  private String channelAlias = "https://conda.anaconda.org";

  /**
   * Whether the channel {@code defaults}, which has terms of use of its own, may be used.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.allowDefaults", defaultValue = "true")
  private @Nullable String allowDefaults;

  /**
   * Mirrors as {@code from=to} pairs of URL prefixes. Bytes come from {@code to}, the lock says
   * {@code from}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.mirrors")
  private @Nullable List<String> mirrors;

  /**
   * Multichannels, as {@code custom_multichannels} of condarc: names that stand for several channels
   * wherever a channel can be named, as {@code name=channel,channel}, first one first. The lock
   * lists the channels themselves. On the command line groups are separated by semicolons.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.multichannels")
  private @Nullable List<String> multichannels;

  /**
   * How the order of channels weighs: {@code strict}, {@code flexible} or {@code disabled}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.channelPriority", defaultValue = "strict")
  private String channelPriority = "strict";

  /**
   * Whether to write an explicit file for each platform, {@code conda-<platform>.lock}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.explicitLockfiles", defaultValue = "true")
  private @Nullable String explicitLockfiles;

  /**
   * Whether a second solver proves that nothing that was asked for could be newer without something
   * else being older, mends the lock where it could, and tells what other choices would cost. The
   * report proves the lock as it is, from the repodata in the cache.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.prove", defaultValue = "false")
  private @Nullable String prove;

  /**
   * What to do about {@code pip:} sections: {@code lock} them beside the conda packages, {@code
   * fail}, or {@code ignore} to lock without them and note it in the lock.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.pip", defaultValue = "lock")
  private String pip = "lock";

  /**
   * The package index of pip packages for which {@code pip:} sections name none; without it {@code
   * https://pypi.org/simple}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.pip.indexUrl")
  private @Nullable String pipIndexUrl;

  /**
   * Package indexes that are asked before the common one, in this order.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.pip.extraIndexUrls")
  private @Nullable List<String> pipExtraIndexUrls;

  /**
   * File or URL of a mapping from conda names to those of PyPI, a JSON object of name to name or
   * null; beside it the names count that Hermetic knows.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.pip.mapping")
  private @Nullable String pipMapping;

  /**
   * Which index counts where several have a project: {@code first-index}, or {@code
   * unsafe-best-match} to take the newest of all, whoever put it there.
   *
   * @since 0.1.0
   */
  @Parameter(property = "hermetic.pip.indexStrategy", defaultValue = "first-index")
  private String pipIndexStrategy = "first-index";

  /**
   * The parameters as a request, which lacks its mode and work folder.
   *
   * @param reader keeps what is wrong with them
   */
  final LockRequestBuilder request(ParameterReader reader, TrackInputs inputs) {
    LockParameters parameters = new LockParameters(reader);
    return LockRequest.in(folder())
        .environmentFiles(inputs.environmentFiles())
        .lockfile(inputs.lockfile())
        .platforms(inputs.platforms())
        .channels(inputs.channels())
        .channelAlias(channelAlias)
        .allowDefaults(reader.flag("hermetic.allowDefaults", allowDefaults, true))
        .mirrors(parameters.mirrors(mirrors))
        .multichannels(parameters.multichannels(multichannels))
        .virtualPackages(inputs.virtualPackages())
        .cuda(inputs.cuda())
        .priority(parameters.channelPriority(channelPriority))
        .excludeNewer(inputs.excludeNewer())
        .explicitLockfiles(reader.flag("hermetic.explicitLockfiles", explicitLockfiles, true))
        .pip(parameters.pipMode(pip))
        .pipSettings(
            new PipSettings(
                reader.text(pipIndexUrl),
                reader.texts(pipExtraIndexUrls),
                reader.text(pipMapping),
                parameters.indexStrategy(pipIndexStrategy)))
        .prove(reader.flag("hermetic.prove", prove, false));
  }
}
