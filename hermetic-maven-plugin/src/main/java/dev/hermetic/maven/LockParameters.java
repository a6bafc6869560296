package dev.hermetic.maven;

import dev.hermetic.channel.ChannelPriority;
import dev.hermetic.lock.LockRequest.PipMode;
import dev.hermetic.problem.Redaction;
import dev.hermetic.pypi.lock.PipSettings.IndexStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters that say how an environment is locked.
 *
 * @param reader keeps what is wrong with them
 */
record LockParameters(ParameterReader reader) {
  private static final Pattern GROUP = Pattern.compile("([^\\s=:/$]+)\\s*=\\s*(.*)");

  SortedMap<String, String> mirrors(@Nullable List<String> values) {
    SortedMap<String, String> mirrors = new TreeMap<>();
    for (String text : reader.texts(values)) {
      int equals = text.indexOf('=');
      String from = equals < 0 ? "" : text.substring(0, equals).strip();
      String to = equals < 0 ? "" : text.substring(equals + 1).strip();
      if (!isUrl(from) || !isUrl(to)) {
        reader.problem(
            "hermetic.mirrors",
            "'" + text + "' is not a pair of URLs",
            "write from=to, for example https://conda.anaconda.org=https://mirror.example/conda");
      } else if (mirrors.putIfAbsent(from, to) != null) {
        reader.problem("hermetic.mirrors", "'" + from + "' has two mirrors", "keep one of them");
      }
    }
    return mirrors;
  }

  /**
   * Groups as {@code name=a,b}. Maven has cut a flat value at its commas, so that a group goes on
   * until the next name; no channel begins with a word and an equals sign.
   */
  SortedMap<String, List<String>> multichannels(@Nullable List<String> values) {
    SortedMap<String, List<String>> groups = new TreeMap<>();
    List<String> members = null;
    for (String text : reader.texts(values)) {
      for (String part : text.split("[;,](?![^\\[]*])")) {
        String channel = part.strip();
        Matcher begin = GROUP.matcher(channel);
        if (begin.matches()) {
          members = new ArrayList<>();
          channel = begin.group(2);
          if (groups.putIfAbsent(begin.group(1), members) != null) {
            reader.problem(
                "hermetic.multichannels",
                "'" + begin.group(1) + "' is given twice",
                "name its channels in one place");
          }
        }
        if (members == null) {
          reader.problem(
              "hermetic.multichannels",
              "the channel '" + Redaction.redact(channel) + "' stands in no group",
              "write name=channel,channel, for example ours=https://conda.example/a,conda-forge");
          return groups;
        }
        if (!channel.isEmpty()) {
          members.add(channel);
        }
      }
    }
    return groups;
  }

  ChannelPriority channelPriority(String value) {
    return reader.choice("hermetic.channelPriority", value, ChannelPriority.STRICT);
  }

  PipMode pipMode(String value) {
    return reader.choice("hermetic.pip", value, PipMode.LOCK);
  }

  IndexStrategy indexStrategy(String value) {
    return reader.choice(
        "hermetic.pip.indexStrategy", value, IndexStrategy.FIRST_INDEX, IndexStrategy::key);
  }

  private static boolean isUrl(String text) {
    return text.matches("(?i)(https?|file)://.+");
  }
}
