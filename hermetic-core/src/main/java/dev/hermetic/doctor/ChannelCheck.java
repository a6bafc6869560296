package dev.hermetic.doctor;

import dev.hermetic.text.ByteText;
import static dev.hermetic.doctor.Finding.Level.RED;
import static dev.hermetic.doctor.Finding.Level.YELLOW;
import static dev.hermetic.doctor.Finding.Section.CHANNELS;

import dev.hermetic.channel.Channel;
import dev.hermetic.channel.ChannelResolver;
import dev.hermetic.environment.Environment;
import dev.hermetic.fetch.Prober;
import dev.hermetic.fetch.WebAddress;
import dev.hermetic.lock.SpecChannels;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Problem;
import dev.hermetic.work.Parallel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether every channel of an environment answers for every subdir, and how it is reached. */
final class ChannelCheck {
  /** Waiting for servers needs no processor. */
  private static final int CONNECTIONS = 8;

  /** What locking would ask for, in this order. */
  private static final List<String> FILES =
      List.of(
          "repodata_shards.msgpack.zst",
          "repodata.json.zst",
          "repodata.json",
          "repodata.json.bz2");

  /**
   * Failures after which another form is asked for, as locking does: object stores that do not let
   * strangers list them deny what they do not have; offline, another form may be in the cache.
   */
  private static final Set<String> NOT_HERE = Set.of("HERM-NET-002", "HERM-NET-011");

  private final Prober prober;

  ChannelCheck(Prober prober) {
    this.prober = prober;
  }

  private record Subdir(Channel channel, String name) {
    String subject() {
      return channel.name() + "/" + name;
    }
  }

  private record Answer(Subdir subdir, boolean present, Finding finding) {}

  /** In the order of the channels; problems are findings. */
  List<Finding> check(Environment environment, ChannelResolver resolver) {
    Map<String, Channel> channels = new LinkedHashMap<>();
    Map<String, Set<String>> subdirs = new LinkedHashMap<>();
    Set<Problem> problems = new LinkedHashSet<>();
    SpecChannels requested = new SpecChannels(resolver, environment);
    for (Platform platform : environment.platforms()) {
      try {
        for (Channel channel : resolver.resolve(requested.of(platform), platform)) {
          channels.putIfAbsent(channel.baseUrl(), channel);
          Set<String> of =
              subdirs.computeIfAbsent(channel.baseUrl(), url -> new TreeSet<>());
          for (String subdir : List.of(platform.subdir(), Platform.NOARCH)) {
            if (channel.serves(subdir)) {
              of.add(subdir);
            }
          }
        }
      } catch (HermeticException e) {
        problems.addAll(e.problems());
      }
    }
    List<Subdir> asked = new ArrayList<>();
    channels.forEach(
        (url, channel) -> subdirs.get(url).forEach(name -> asked.add(new Subdir(channel, name))));
    List<Answer> answers = Parallel.map(asked, CONNECTIONS, this::ask);

    List<Finding> findings = new ArrayList<>();
    problems.forEach(problem -> findings.add(Finding.of(RED, CHANNELS, problem)));
    for (Channel channel : channels.values()) {
      findings.add(route(channel));
      List<Answer> of =
          answers.stream()
              .filter(answer -> answer.subdir().channel().equals(channel))
              .toList();
      of.forEach(answer -> findings.add(answer.finding()));
      boolean nothing =
          of.stream().noneMatch(a -> a.present() || a.finding().level() == RED);
      if (nothing) {
        findings.add(
            Finding.of(
                RED,
                CHANNELS,
                channel.name(),
                DoctorProblems.noRepodata(
                    channel.name(), "has no repodata for any of these platforms")));
      }
    }
    return findings;
  }

  private Answer ask(Subdir subdir) {
    HermeticException notHere = null;
    for (String location : subdir.channel().fetchUrls()) {
      for (String file : FILES) {
        try {
          Prober.Found found = prober.probe(location + "/" + subdir.name() + "/" + file);
          if (found.present() && found.webPage()) {
            Problem page = DoctorProblems.webPage(subdir.subject(), file);
            return new Answer(subdir, false, Finding.of(RED, CHANNELS, subdir.subject(), page));
          }
          if (found.present()) {
            String size = found.size() < 0 ? "" : ", " + ByteText.of(found.size());
            String cache = found.fromCache() ? ", in the cache" : "";
            return new Answer(
                subdir,
                true,
                Finding.green(CHANNELS, subdir.subject(), file + size + cache));
          }
        } catch (HermeticException e) {
          if (!NOT_HERE.contains(e.problems().get(0).code())) {
            return failed(subdir, e);
          }
          notHere = notHere == null ? e : notHere;
        }
      }
    }
    if (notHere != null) {
      return failed(subdir, notHere);
    }
    Problem absent = DoctorProblems.noRepodata(subdir.subject(), "the channel has no such subdir");
    return new Answer(
        subdir, false, Finding.of(YELLOW, CHANNELS, subdir.subject(), absent));
  }

  private static Answer failed(Subdir subdir, HermeticException e) {
    return new Answer(
        subdir, false, Finding.of(RED, CHANNELS, subdir.subject(), e.problems().get(0)));
  }

  /** Where a channel is fetched from and with what; one line whatever its subdirs. */
  private Finding route(Channel channel) {
    String location = channel.fetchUrls().get(0);
    String shown =
        WebAddress.parse(location).map(a -> a.withoutCredentials().text()).orElse(location);
    String from =
        shown.equals(channel.baseUrl()) ? shown : shown + ", the mirror of " + channel.baseUrl();
    try {
      Prober.Route route = prober.route(location + "/noarch/repodata.json");
      boolean web = WebAddress.parse(location).isPresent();
      String credentials =
          route.credentials().isEmpty() ? "none" : "of " + route.credentials();
      String proxy = route.proxy().isEmpty() ? "none" : route.proxy();
      return Finding.green(
          CHANNELS,
          channel.name(),
          web ? from + "; credentials: " + credentials + "; proxy: " + proxy : from);
    } catch (HermeticException e) {
      return Finding.of(RED, CHANNELS, channel.name(), e.problems().get(0));
    }
  }
}
