package dev.hermetic.lock;

import dev.hermetic.channel.Channel;
import dev.hermetic.channel.ChannelResolver;
import dev.hermetic.environment.Environment;
import dev.hermetic.lockfile.PackageAddress;
import dev.hermetic.platform.Platform;
import dev.hermetic.record.PackageRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/** Where package files lie that are not in the channels that the environment asks for. */
final class Places {
  private Places() {}

  /** Base URLs, sorted and separated by a blank; empty where all files are in the channels. */
  static String of(
      SortedMap<Platform, List<PackageRecord>> records,
      Environment environment,
      ChannelResolver resolver) {
    SpecChannels asked = new SpecChannels(resolver, environment);
    TreeSet<String> places = new TreeSet<>();
    for (Map.Entry<Platform, List<PackageRecord>> of : records.entrySet()) {
      Platform platform = of.getKey();
      Set<String> channels = new HashSet<>();
      for (Channel channel : resolver.resolve(asked.of(platform), platform)) {
        channels.add(channel.baseUrl());
      }
      for (PackageRecord record : of.getValue()) {
        // As nearly all lie; the others are looked at more closely.
        if (!channels.contains(record.channel()) || !isInItsFolder(record)) {
          String place = PackageAddress.of(record.url()).channel();
          if (!place.isEmpty() && !channels.contains(place)) {
            places.add(place);
          }
        }
      }
    }
    return String.join(" ", places);
  }

  private static boolean isInItsFolder(PackageRecord record) {
    String folder = record.channel() + "/" + record.subdir() + "/";
    return record.url().startsWith(folder) && record.url().indexOf('/', folder.length()) < 0;
  }
}
