package dev.hermetic.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hermetic.environment.Environment.RequestedChannel;
import dev.hermetic.platform.Platform;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.problem.Location;
import dev.hermetic.testkit.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelResolverTest {
  private static final Map<String, String> VARIABLES =
      Map.of(
          "HOME", "/home/me",
          "QUETZ_TOKEN", "tk-s3cret",
          "REPO_USER", "joe",
          "REPO_PASSWORD", "p@s3cret",
          "EMPTY", "",
          "PLACE", "host.example/deep",
          "WHOLE", "https://joe:p%40s3cret@host.example/whole");

  @ParameterizedTest
  @CsvSource({
    "bioconda, ../conda-forge, conda-forge, https://conda.anaconda.org/conda-forge",
    "conda-forge/label/rc, ../.., conda-forge, https://conda.anaconda.org/conda-forge",
    "conda-forge/label/rc, ../../, conda-forge, https://conda.anaconda.org/conda-forge",
    "https://host/a/b, ../../c/d, https://host/c/d, https://host/c/d",
    "/srv/chan, ../other, file:///srv/other, file:///srv/other",
  })
  void related_reference_isRelativeToTheChannel(
      String text, String reference, String name, String baseUrl) {
    Channel related = resolver().related(one(text), reference).orElseThrow();
    assertThat(related.name()).isEqualTo(name);
    assertThat(related.baseUrl()).isEqualTo(baseUrl);
    assertThat(related.lockUrl()).isEqualTo(baseUrl);
    assertThat(related.fetchUrls()).containsExactly(baseUrl);
  }

  @ParameterizedTest
  @CsvSource({
    "bioconda, ''",
    "bioconda, ..",
    "bioconda, ../../x",
    "bioconda, conda-forge",
    "bioconda, ./conda-forge",
    "bioconda, ../a/../b",
    "bioconda, ../.hidden",
    "bioconda, ../a?b",
    "bioconda, ../a%2f..",
    "bioconda, ..//evil.example/x",
    "bioconda, https://evil.example/x",
    "bioconda, ../user@evil.example",
    "/chan, ../..",
    "/chan, ../../etc",
  })
  void related_referenceThatLeadsElsewhere_isNone(String text, String reference) {
    assertThat(resolver().related(one(text), reference)).isEmpty();
  }

  @Test
  void related_channelBehindCredentials_isReachedWithTheSame() {
    Channel token = one("https://host.example/t/$QUETZ_TOKEN/team");
    Channel related = resolver().related(token, "../base").orElseThrow();
    assertThat(related.baseUrl()).isEqualTo("https://host.example/base");
    assertThat(related.fetchUrls()).containsExactly("https://host.example/t/tk-s3cret/base");
    assertThat(related.lockUrl()).isEqualTo("https://host.example/t/${QUETZ_TOKEN}/base");
    Channel whole = resolver().related(one("$WHOLE"), "../base").orElseThrow();
    assertThat(whole.lockUrl()).isEqualTo("https://host.example/base");
    assertThat(whole.name()).isEqualTo("https://host.example/base");
  }

  @ParameterizedTest
  @CsvSource({
    "conda-forge, https://conda.anaconda.org/conda-forge",
    "conda-forge/, https://conda.anaconda.org/conda-forge",
    "pytorch/label/dev, https://conda.anaconda.org/pytorch/label/dev",
    "conda-forge/label/x//, https://conda.anaconda.org/conda-forge/label/x",
    "pkgs/main, https://repo.anaconda.com/pkgs/main",
    "HTTPS://Host.Example:443/Chan/, https://host.example/Chan",
    "http://host:80//a//b/, http://host/a/b",
    "http://127.0.0.1:18766/conda-forge, http://127.0.0.1:18766/conda-forge",
    "https://conda.anaconda.org/conda-forge/linux-64, https://conda.anaconda.org/conda-forge",
    "https://host/noarch/, https://host",
    "https://host/linux-unknown-thing, https://host/linux-unknown-thing",
    "file:///srv/chan/, file:///srv/chan",
    "file:/srv/chan, file:///srv/chan",
    "file://localhost/srv/a b/../c%20d, file:///srv/c%20d",
    "/srv/chan/linux-64/, file:///srv/chan",
    "./chan, file:///work/project/chan",
    "../chan, file:///work/chan",
    "., file:///work/project",
    "~/chan, file:///home/me/chan",
    "C:\\data\\chan, file:///C:/data/chan",
    "$PLACE/x, https://conda.anaconda.org/host.example/deep/x",
    "https://$PLACE/x, https://host.example/deep/x",
  })
  void resolve_text_hasCanonicalBaseUrl(String text, String baseUrl) {
    Channel channel = one(text);
    assertThat(channel.baseUrl()).isEqualTo(baseUrl);
    assertThat(channel.fetchUrls()).containsExactly(baseUrl);
    assertThat(channel.name()).isEqualTo(text);
  }

  @Test
  void resolve_defaults_arePkgsChannels() {
    assertThat(resolver().resolve(requests("defaults"), Platform.LINUX_64))
        .extracting(Channel::baseUrl)
        .containsExactly(
            "https://repo.anaconda.com/pkgs/main", "https://repo.anaconda.com/pkgs/r");
    assertThat(resolver().resolve(requests("defaults"), Platform.WIN_64))
        .hasSize(3)
        .last()
        .hasToString("https://repo.anaconda.com/pkgs/msys2")
        .extracting(Channel::name)
        .isEqualTo("defaults");
  }

  @Test
  void resolve_defaultsForbidden_isTold() {
    ChannelResolver resolver = new ChannelResolver(settings(false, Map.of()));
    for (String text :
        List.of("defaults", "pkgs/r", "https://repo.anaconda.com/pkgs/main/linux-64")) {
      assertThatThrownBy(() -> resolver.resolve(requests(text), Platform.LINUX_64))
          .hasMessageStartingWith("HERM-CHAN-002 environment.yml:3:5: the channel ")
          .hasMessageEndingWith(
              " belongs to Anaconda's defaults, which are not allowed here\n"
                  + "  Fix: use conda-forge, or allow them with -Dhermetic.allowDefaults=true");
    }
    assertThat(resolver.resolve(requests("conda-forge"), Platform.LINUX_64)).hasSize(1);
  }

  @Test
  void resolve_nodefaultsAndRepetition_areDropped() {
    assertThat(
            resolver()
                .resolve(
                    requests(
                        "b",
                        "nodefaults",
                        "a/linux-64",
                        "https://conda.anaconda.org/b/",
                        "a[noarch, osx-64]"),
                    Platform.LINUX_64))
        .extracting(c -> c.baseUrl() + c.subdirs())
        .containsExactly(
            "https://conda.anaconda.org/b[]",
            "https://conda.anaconda.org/a[linux-64, noarch, osx-64]");
  }

  @Test
  void resolve_subdirAtEnd_limitsChannel() {
    Channel channel = one("conda-forge/linux-64");
    assertThat(channel.serves("linux-64")).isTrue();
    assertThat(channel.serves("noarch")).isFalse();
    assertThat(one("conda-forge").serves("noarch")).isTrue();
    assertThat(one("conda-forge[noarch]").subdirs()).containsExactly("noarch");
  }

  @Test
  void resolve_invalid_isToldAtItsPlace() {
    for (String text :
        List.of(
            "", "conda forge", "conda-forge::numpy", "a//b", "s3://bucket/x", "https://",
            "https://host/x?y=1", "conda-forge[dos]", "file://other-host/x", "*")) {
      assertThatThrownBy(() -> resolver().resolve(requests(text), Platform.LINUX_64))
          .as(text)
          .hasMessageStartingWith("HERM-CHAN-001 environment.yml:3:5: ")
          .hasMessageEndingWith(
              "\n  Fix: write a name (conda-forge), an https, http or file URL, or a path that"
                  + " starts with ./");
    }
  }

  @Test
  void resolve_homeUnknown_isTold() {
    ChannelSettings settings =
        new ChannelSettings(
            ChannelSettings.DEFAULT_ALIAS,
            true,
            new TreeMap<>(),
            new TreeMap<>(),
            Path.of("/"),
            Map.of());
    assertThatThrownBy(
            () -> new ChannelResolver(settings).resolve(requests("~/chan"), Platform.LINUX_64))
        .hasMessageStartingWith("HERM-CHAN-001 environment.yml:3:5: not an absolute file URL");
  }

  @Test
  void resolve_manyProblems_areToldAtOnce() {
    assertThatThrownBy(
            () ->
                resolver()
                    .resolve(
                        requests("$NO_SUCH/x", "a b", "https://$EMPTY:${NONE}@host/x"),
                        Platform.LINUX_64))
        .isInstanceOfSatisfying(
            HermeticException.class,
            e ->
                assertThat(e.problems())
                    .extracting(p -> p.code() + " " + p.subject())
                    .containsExactly(
                        "HERM-CHAN-003 environment.yml:3:5",
                        "HERM-CHAN-001 environment.yml:4:5",
                        "HERM-CHAN-003 environment.yml:5:5",
                        "HERM-CHAN-003 environment.yml:5:5"))
        .hasMessageStartingWith(
            "HERM-CHAN-003 environment.yml:3:5: the channel URL needs the environment variable"
                + " NO_SUCH, which is not set\n"
                + "  Fix: set NO_SUCH, or take it out of the URL");
  }

  @Test
  void resolve_tokenVariable_isFetchedExpandedAndLockedAsVariable() {
    for (String text :
        List.of(
            "https://host.example/t/$QUETZ_TOKEN/get/chan/",
            "https://host.example/t/${QUETZ_TOKEN}/get/chan/",
            "https://host.example/t/tk-s3cret/get/chan/")) {
      Channel channel = one(text);
      assertThat(channel.baseUrl()).isEqualTo("https://host.example/get/chan");
      assertThat(channel.lockUrl()).isEqualTo("https://host.example/t/${QUETZ_TOKEN}/get/chan");
      assertThat(channel.fetchUrls())
          .containsExactly("https://host.example/t/tk-s3cret/get/chan");
      assertThat(recorded(text))
          .isEqualTo(
              new RecordedChannel(
                  "https://host.example/t/${QUETZ_TOKEN}/get/chan/", List.of("QUETZ_TOKEN")));
      assertThat(channel.lockUrl("https://host.example/get/chan/noarch/a-1-0.conda"))
          .isEqualTo("https://host.example/t/${QUETZ_TOKEN}/get/chan/noarch/a-1-0.conda");
      assertThat(channel.lockUrl("https://host.example/get/channel/x"))
          .isEqualTo("https://host.example/get/channel/x");
      assertThat(channel.toString() + channel.name() + channel.lockUrl()).doesNotContain("s3cret");
    }
  }

  @Test
  void resolve_userAndPassword_areFetchedExpandedAndLockedAsVariables() {
    for (String text :
        List.of(
            "https://$REPO_USER:$REPO_PASSWORD@Host.example:8443/chan",
            "https://joe:p%40s3cret@host.example:8443/chan")) {
      Channel channel = one(text);
      assertThat(channel.baseUrl()).isEqualTo("https://host.example:8443/chan");
      assertThat(channel.lockUrl())
          .isEqualTo("https://${REPO_USER}:${REPO_PASSWORD}@host.example:8443/chan");
      assertThat(channel.fetchUrls())
          .containsExactly("https://joe:p%40s3cret@host.example:8443/chan");
      assertThat(recorded(text).usedEnvVars()).containsExactly("REPO_PASSWORD", "REPO_USER");
    }
  }

  @Test
  void resolve_literalUserWithVariablePassword_keepsUser() {
    assertThat(one("https://anna:$REPO_PASSWORD@host.example/chan").lockUrl())
        .isEqualTo("https://anna:${REPO_PASSWORD}@host.example/chan");
  }

  @Test
  void resolve_literalSecretInNoVariable_isToldWithoutIt() {
    Map<String, String> secrets =
        Map.of(
            "https://anna:0pen@host.example/chan", "password",
            "https://0pen@host.example/chan", "token",
            "https://host.example/t/0pen/chan", "token",
            "t/0pen/chan", "token");
    secrets.forEach(
        (text, what) ->
            assertThatThrownBy(() -> resolver().resolve(requests(text), Platform.LINUX_64))
                .as(text)
                .hasMessageStartingWith("HERM-CHAN-004 environment.yml:3:5: the URL of the channel")
                .hasMessageContaining(
                    " holds a " + what + " that would be written into the lock\n  Fix: put it into"
                        + " an environment variable and write $CHANNEL_")
                .message()
                .doesNotContain("0pen"));
  }

  @Test
  void resolve_wholeUrlInVariable_locksTheVariable() {
    Channel channel = one("$WHOLE/");
    assertThat(channel.baseUrl()).isEqualTo("https://host.example/whole");
    assertThat(channel.lockUrl()).isEqualTo("$WHOLE");
    assertThat(channel.fetchUrls())
        .containsExactly("https://joe:p%40s3cret@host.example/whole");
    assertThat(recorded("$WHOLE/")).isEqualTo(new RecordedChannel("$WHOLE/", List.of()));
  }

  @Test
  void resolve_variableInHostOrPath_staysInLock() {
    assertThat(one("https://$PLACE/x").lockUrl()).isEqualTo("https://${PLACE}/x");
    assertThat(recorded("https://$PLACE/x"))
        .isEqualTo(new RecordedChannel("https://$PLACE/x", List.of()));
  }

  @Test
  void holding_prefersSuffixesThenOrder() {
    Variables variables =
        new Variables(
            Map.of("A", "x", "B_KEY", "x", "Z_TOKEN", "x", "Y_token", "x", "C", "a b"));
    assertThat(variables.holding("x", List.of("TOKEN", "KEY"))).contains("Y_token");
    assertThat(variables.holding("x", List.of("KEY", "TOKEN"))).contains("B_KEY");
    assertThat(variables.holding("x", List.of("PASS"))).contains("A");
    assertThat(variables.holding("a%20b", List.of("PASS"))).contains("C");
    assertThat(variables.holding("y", List.of("PASS"))).isEmpty();
  }

  @Test
  void record_names_areAsWritten() {
    assertThat(
            resolver()
                .record(
                    requests("conda-forge", "nodefaults", "defaults", "pytorch/label/dev", "./x")))
        .extracting(RecordedChannel::url)
        .containsExactly("conda-forge", "defaults", "pytorch/label/dev", "./x");
  }

  @Test
  void resolve_mirror_standsInForLongestPrefix() {
    ChannelResolver resolver =
        new ChannelResolver(
            settings(
                true,
                Map.of(
                    "https://conda.anaconda.org", "https://mirror.example/all/",
                    "https://conda.anaconda.org/conda-forge/", "file:///srv/cf",
                    "https://repo.anaconda.com/pkgs", "https://$REPO_USER:pw@nexus.example/pkgs",
                    "bioconda", "https://bio.example/b")));

    assertThat(fetchUrl(resolver, "conda-forge")).isEqualTo("file:///srv/cf");
    assertThat(fetchUrl(resolver, "conda-forge-x")).isEqualTo(
        "https://mirror.example/all/conda-forge-x");
    assertThat(fetchUrl(resolver, "bioconda/label/y")).isEqualTo("https://bio.example/b/label/y");
    assertThat(fetchUrl(resolver, "pkgs/r")).isEqualTo("https://joe:pw@nexus.example/pkgs/r");
    assertThat(fetchUrl(resolver, "https://other.example/c")).isEqualTo(
        "https://other.example/c");

    Channel channel = resolver.resolve(requests("conda-forge"), Platform.LINUX_64).get(0);
    assertThat(channel.lockUrl()).isEqualTo("https://conda.anaconda.org/conda-forge");
    assertThat(
            resolver.fetchUrls(channel, "https://conda.anaconda.org/conda-forge/noarch/a.conda"))
        .containsExactly("file:///srv/cf/noarch/a.conda");
    assertThat(resolver.fetchUrls(channel, "https://conda.anaconda.org/other/a.conda"))
        .containsExactly("https://mirror.example/all/other/a.conda");
  }

  @Test
  void construct_invalidMirrors_areToldAtOnce() {
    assertThatThrownBy(
            () ->
                new ChannelResolver(
                    settings(true, Map.of("https://a", "s3://b/c", "https://c/x?y", "https://d"))))
        .isInstanceOfSatisfying(
            HermeticException.class, e -> assertThat(e.problems()).hasSize(2))
        .hasMessageStartingWith(
            "HERM-CHAN-005 hermetic.mirrors: channels by s3 are not supported\n"
                + "  Fix: write mirrors as FROM=TO with URL prefixes");
  }

  @Test
  void resolve_aliasWithToken_isUsedAndNotLocked() {
    ChannelSettings settings =
        new ChannelSettings(
            "https://host.example/t/$QUETZ_TOKEN/get/",
            true,
            new TreeMap<>(),
            new TreeMap<>(),
            Path.of("/work/project"),
            VARIABLES);
    ChannelResolver resolver = new ChannelResolver(settings);
    Channel channel = resolver.resolve(requests("mine"), Platform.LINUX_64).get(0);

    assertThat(channel.name()).isEqualTo("mine");
    assertThat(channel.baseUrl()).isEqualTo("https://host.example/get/mine");
    assertThat(channel.lockUrl()).isEqualTo("https://host.example/t/${QUETZ_TOKEN}/get/mine");
    assertThat(channel.fetchUrls())
        .containsExactly("https://host.example/t/tk-s3cret/get/mine");
    assertThat(settings.toString()).doesNotContain("s3cret");
  }

  @Test
  void resolve_aliasWithoutScheme_isTold() {
    ChannelSettings settings =
        new ChannelSettings(
            "host.example", true, new TreeMap<>(), new TreeMap<>(), Path.of("/"), Map.of());
    assertThatThrownBy(
            () -> new ChannelResolver(settings).resolve(requests("a"), Platform.LINUX_64))
        .hasMessageStartingWith("HERM-CHAN-001 hermetic.channelAlias: the channel alias is not")
        .hasMessageContaining("Fix: write an https, http or file URL, for example");
  }

  @ParameterizedTest
  @CsvSource({
    "conda-forge, conda-forge, true",
    "https://conda.anaconda.org/conda-forge, conda-forge, true",
    "conda-forge, https://conda.anaconda.org/conda-forge/, true",
    "conda-forge/linux-64, conda-forge, true",
    "conda-forge/label/x, conda-forge, false",
    "defaults, pkgs/main, true",
    "defaults, https://repo.anaconda.com/pkgs/msys2, true",
    "defaults, conda-forge, false",
    "pkgs/main, https://repo.anaconda.com/pkgs/main, true",
    "pkgs/main, pkgs/r, false",
    "https://repo.anaconda.com/pkgs/main, conda-forge, false",
    "conda-*, conda-forge, true",
    "pkgs/*, pkgs/r, true",
    "*, https://host/x, true",
    "https://host/*, https://host/x, true",
    "*forge, pytorch, false",
    "^(conda-forge|bioconda)$, conda-forge, true",
    "^bio.*$, conda-forge, false",
    "./chan, ./chan, true",
  })
  void matches_specChannel(String spec, String channel, boolean expected) {
    assertThat(resolver().matches(spec, one(channel))).isEqualTo(expected);
  }

  /** Where a text stands for several channels, all of them must match for conda's yes. */
  @Test
  void matches_condaVectors_agrees() throws IOException {
    ChannelResolver resolver = new ChannelResolver(settings(true, Map.of()));
    JsonNode vectors =
        new ObjectMapper()
            .readTree(SharedData.data("versions/conda-matchspec.json").toFile())
            .get("channel_matches");
    assertThat(vectors).hasSize(7);
    for (JsonNode vector : vectors) {
      List<Channel> channels =
          resolver.resolve(requests(vector.get("channel").asText()), Platform.LINUX_64);
      assertThat(
              channels.stream()
                  .allMatch(one -> resolver.matches(vector.get("spec_channel").asText(), one)))
          .as(vector.toString())
          .isEqualTo(vector.get("match").asBoolean());
    }
  }

  @Test
  void resolve_turkishLocale_isTheSame() {
    Locale locale = Locale.getDefault();
    try {
      Locale.setDefault(new Locale("tr", "TR"));
      assertThat(one("FILE:///srv/I").baseUrl()).isEqualTo("file:///srv/I");
      assertThat(one("HTTPS://INFO.EXAMPLE/I").baseUrl()).isEqualTo("https://info.example/I");
      assertThat(one("https://joe:p%40s3cret@info.example/I").lockUrl())
          .isEqualTo("https://${REPO_USER}:${REPO_PASSWORD}@info.example/I");
    } finally {
      Locale.setDefault(locale);
    }
  }

  private static String fetchUrl(ChannelResolver resolver, String text) {
    return resolver.resolve(requests(text), Platform.LINUX_64).get(0).fetchUrls().get(0);
  }

  private static Channel one(String text) {
    List<Channel> channels = resolver().resolve(requests(text), Platform.LINUX_64);
    assertThat(channels).hasSize(1);
    return channels.get(0);
  }

  private static RecordedChannel recorded(String text) {
    return resolver().record(requests(text)).get(0);
  }

  private static ChannelResolver resolver() {
    return new ChannelResolver(settings(true, Map.of()));
  }

  private static ChannelSettings settings(boolean allowDefaults, Map<String, String> mirrors) {
    return new ChannelSettings(
        ChannelSettings.DEFAULT_ALIAS,
        allowDefaults,
        new TreeMap<>(mirrors),
        new TreeMap<>(),
        Path.of("/work/project"),
        VARIABLES);
  }

  private static List<RequestedChannel> requests(String... texts) {
    return Arrays.stream(texts)
        .map(
            text ->
                new RequestedChannel(
                    text,
                    new Location("environment.yml", 3 + Arrays.asList(texts).indexOf(text), 5)))
        .toList();
  }
}
