package dev.hermetic.benchmarks;

import dev.hermetic.channel.Channel;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.repodata.Repodata;
import dev.hermetic.repodata.RepodataGateway;
import dev.hermetic.work.Parallel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The data's channels through a cache of indexes. */
final class Channels {
  private static final String ALIAS = "https://conda.anaconda.org/";

  private final Path folder;
  private final RepodataGateway gateway;

  /**
   * @param folder holds a folder for each channel
   * @param cache where the indexes are
   */
  Channels(Path folder, Path cache) {
    this.folder = folder;
    FetchSettings settings =
        new FetchSettings(
            cache,
            true,
            false,
            List.of(),
            List.of(),
            Map.of(),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            1);
    this.gateway = new RepodataGateway(new Fetcher(settings, Listener.SILENT), cache);
  }

  /** Opens a channel's subdirs anew: nothing of them is decoded yet. */
  List<Repodata> open(String channel, List<String> subdirs) {
    Channel asked = channel(channel);
    List<Repodata> opened = new ArrayList<>();
    for (String subdir : subdirs) {
      gateway.load(asked, subdir).ifPresent(loaded -> opened.add(loaded.repodata()));
    }
    return opened;
  }

  /** Makes the indexes of a channel's subdirs, one beside the other as a lock does. */
  void index(String channel, List<String> subdirs) {
    Channel asked = channel(channel);
    Parallel.map(subdirs, subdirs.size(), subdir -> gateway.load(asked, subdir));
  }

  private Channel channel(String name) {
    String url = ALIAS + name;
    return new Channel(name, url, url, List.of(folder.resolve(name).toUri().toString()));
  }
}
