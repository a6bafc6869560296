package dev.hermetic.channel;

import dev.hermetic.environment.Environment.RequestedChannel;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import dev.hermetic.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.regex.Pattern;

/**
 * Named groups of channels, as {@code custom_multichannels} of condarc gives them. As in conda, each
 * member is a channel with a priority of its own, in the order given, and no group is a member.
 */
final class Multichannels {
  private static final String PARAMETER = "hermetic.multichannels";

  /** Names that conda itself gives a meaning, which a group there cannot change either. */
  private static final Set<String> RESERVED = Set.of("defaults", "local", "nodefaults");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.+-]+");
  private static final Pattern FILTER = Pattern.compile("\\[[^\\[\\]]*]$");

  private final SortedMap<String, List<String>> groups;

  private Multichannels(SortedMap<String, List<String>> groups) {
    this.groups = groups;
  }

  /**
   * What a member itself means is looked at only where its group is used.
   *
   * @param groups from name to channel texts, in priority order
   * @throws HermeticException HERM-CHAN-007, one a broken group
   */
  static Multichannels of(SortedMap<String, List<String>> groups) {
    List<Problem> problems = new ArrayList<>();
    groups.forEach(
        (name, members) -> {
          if (!NAME.matcher(name).matches() || RESERVED.contains(name)) {
            String fact = "'" + name + "' cannot be the name of a multichannel";
            String fix =
                "take another name of letters, digits, dots and dashes; where a channel is fetched"
                    + " from is set with hermetic.mirrors";
            problems.add(ChannelProblems.invalidMultichannel(PARAMETER, fact, fix));
          } else if (members.isEmpty()) {
            String fact = "the multichannel " + name + " has no channels";
            problems.add(
                ChannelProblems.invalidMultichannel(
                    PARAMETER, fact, "write " + name + "=CHANNEL,CHANNEL, or take it out"));
          }
          members.stream()
              .filter(member -> groups.containsKey(member) || RESERVED.contains(member))
              .map(
                  member ->
                      ChannelProblems.invalidMultichannel(
                          PARAMETER,
                          "the multichannel " + name + " has another group as a member: " + member,
                          "write names or URLs of the channels themselves"))
              .forEach(problems::add);
        });
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
    return new Multichannels(groups);
  }

  /** The channels of a group, empty where the text is no group. */
  List<String> members(String text) {
    return groups.getOrDefault(text, List.of());
  }

  /**
   * Members in the place of groups; a channel that was listed before is left out then.
   *
   * @throws HermeticException HERM-CHAN-007 where only a subdir of a group is asked for
   */
  List<RequestedChannel> expand(List<RequestedChannel> requested) {
    List<RequestedChannel> expanded = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    boolean usesGroup = false;
    for (RequestedChannel request : requested) {
      String text = request.text().strip();
      List<String> members = members(text);
      String group = Subdirs.split(FILTER.matcher(text).replaceFirst("").strip()).base();
      if (!members.isEmpty()) {
        usesGroup = true;
        Location place = Location.of(PARAMETER + " (" + text + ")");
        members.forEach(member -> expanded.add(new RequestedChannel(member, place)));
      } else if (groups.containsKey(group)) {
        problems.add(
            ChannelProblems.invalidMultichannel(
                request.location().toString(),
                "the multichannel " + group + " is asked for with a subdir: " + text,
                "write " + group + ", and the subdir after its channels in " + PARAMETER));
      } else {
        expanded.add(request);
      }
    }
    if (!problems.isEmpty()) {
      throw new HermeticException(problems);
    }
    Set<String> seen = new HashSet<>();
    return usesGroup
        ? expanded.stream().filter(one -> seen.add(one.text().strip())).toList()
        : requested;
  }
}
