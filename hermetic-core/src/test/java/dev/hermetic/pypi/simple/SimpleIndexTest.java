package dev.hermetic.pypi.simple;

import static dev.hermetic.pypi.simple.IndexKit.index;
import static dev.hermetic.pypi.simple.IndexKit.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.problem.HermeticException;
import dev.hermetic.testkit.ChannelServer;
import dev.hermetic.testkit.TestIndex;
import dev.hermetic.testkit.TestWheel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SimpleIndexTest {
  @TempDir Path cache;
  @TempDir Path folder;
  private ChannelServer server;

  @BeforeEach
  void serve() {
    server = ChannelServer.serving(folder);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private ProjectPage page(String project) {
    return index(server.url() + "/simple/", cache).page(name(project)).orElseThrow();
  }

  private void write(String project, String file, String text) throws IOException {
    Path page = folder.resolve("simple").resolve(project).resolve(file);
    Files.createDirectories(page.getParent());
    Files.writeString(page, text);
  }

  @ParameterizedTest
  @EnumSource
  void page_tellsTheSameInBothForms(TestIndex.Form form) {
    TestIndex.Entry entry =
        TestIndex.Entry.of(TestWheel.of("foo_bar", "1.0"))
            .withRequiresPython(">=3.8")
            .withYanked("it is <broken>")
            .withMetadataBeside();
    TestIndex.in(folder, form).add("Foo.Bar", entry);

    ProjectPage page = page("foo_BAR");

    assertThat(page.leftOut()).isEmpty();
    assertThat(page.files()).hasSize(1);
    DistributionFile file = page.files().get(0);
    assertThat(file.fileName()).isEqualTo("foo_bar-1.0-py3-none-any.whl");
    assertThat(file.url()).isEqualTo(server.url() + "/files/foo_bar-1.0-py3-none-any.whl");
    assertThat(file.sha256()).hasSize(64);
    assertThat(file.requiresPython()).isEqualTo(">=3.8");
    assertThat(file.yanked()).isEqualTo("it is <broken>");
    assertThat(file.metadata().offered()).isTrue();
    assertThat(file.metadata().sha256()).hasSize(64);
  }

  @Test
  void page_asJson_tellsTimeAndSize() {
    TestWheel wheel = TestWheel.of("foo", "1.0");
    TestIndex.in(folder, TestIndex.Form.JSON)
        .add("foo", TestIndex.Entry.of(wheel).withUploaded("2024-02-03T04:05:06.000000Z"));

    DistributionFile file = page("foo").files().get(0);

    assertThat(file.uploaded()).isEqualTo(Instant.parse("2024-02-03T04:05:06Z"));
    assertThat(file.size()).isEqualTo(wheel.bytes().length);
    assertThat(file.yanked()).isNull();
    assertThat(file.metadata().offered()).isFalse();
  }

  @Test
  void page_asksForJsonAndTakesHtml() {
    TestIndex.in(folder, TestIndex.Form.HTML).add(TestWheel.of("foo", "1.0"));

    page("foo");

    assertThat(server.requests().get(0).headers().get("Accept"))
        .startsWith("application/vnd.pypi.simple.v1+json,");
  }

  @Test
  void page_ofAnUnknownProject_isEmpty_alsoOfflineThen() {
    SimpleIndex index = index(server.url() + "/simple", cache);
    assertThat(index.page(name("foo"))).isEmpty();

    SimpleIndex offline =
        new SimpleIndex(new IndexAddress(server.url() + "/simple"), IndexKit.offline(cache));
    assertThat(offline.page(name("foo"))).isEmpty();
    assertThatThrownBy(() -> offline.page(name("other")))
        .isInstanceOf(HermeticException.class)
        .hasMessageContaining("HERM-NET-011");
  }

  @Test
  void page_inAFolder_isReadInPlace() {
    TestIndex.in(folder, TestIndex.Form.JSON).add(TestWheel.of("foo", "1.0"));

    String url = folder.toUri() + "simple";
    DistributionFile file = index(url, cache).page(name("foo")).orElseThrow().files().get(0);

    assertThat(Path.of(URI.create(file.url()))).exists();
  }

  @Test
  void page_afterARedirect_isRelativeToWhereItCameFrom() {
    TestIndex.in(folder, TestIndex.Form.HTML).add(TestWheel.of("foo", "1.0"));
    server.redirect("/elsewhere/deep/down/foo/", server.url() + "/simple/foo/");
    SimpleIndex index = index(server.url() + "/elsewhere/deep/down", cache);

    String expected = server.url() + "/files/foo-1.0-py3-none-any.whl";
    assertThat(index.page(name("foo")).orElseThrow().files().get(0).url()).isEqualTo(expected);
    // The same when the page comes out of the cache.
    SimpleIndex offline =
        new SimpleIndex(
            new IndexAddress(server.url() + "/elsewhere/deep/down"), IndexKit.offline(cache));
    assertThat(offline.page(name("foo")).orElseThrow().files().get(0).url()).isEqualTo(expected);
  }

  @Test
  void page_goesByItsOwnBase() throws IOException {
    write(
        "foo",
        "index.html",
        "<base href='/other/'><a href='foo-1.tar.gz#md5=0123456789abcdef0123456789abcdef'>x</a>");

    DistributionFile file = page("foo").files().get(0);

    assertThat(file.url()).isEqualTo(server.url() + "/other/foo-1.tar.gz");
    assertThat(file.hashes()).containsOnlyKeys("md5");
    assertThat(file.sha256()).isNull();
  }

  @Test
  void page_leavesOutWhatCannotBe() throws IOException {
    write(
        "foo",
        "index.html",
        "<a href='file:///etc/passwd'>a</a> <a href='ftp://x/foo-1.tar.gz'>b</a>"
            + " <a href='%2e%2e%2ffoo-1.tar.gz'>c</a> <a href='foo-1%00.tar.gz'>d</a>"
            + " <a href='http://[x/foo-1.tar.gz'>e</a> <a href='foo-2.tar.gz'>good</a>");

    ProjectPage page = page("foo");

    assertThat(page.files()).map(DistributionFile::fileName).containsExactly("foo-2.tar.gz");
    assertThat(page.leftOut())
        .containsExactly(
            "passwd: the page leads from http to file",
            "foo-1.tar.gz: the page leads from http to ftp",
            "../foo-1.tar.gz: its name is no plain file name",
            "foo-1?.tar.gz: its name is no plain file name",
            "http://[x/foo-1.tar.gz: its address is none");
  }

  @Test
  void page_hashThatIsNone_isNoHash() throws IOException {
    write("foo", "index.html", "<a href='foo-1.tar.gz#sha256=abc'>x</a>");

    assertThat(page("foo").files().get(0).sha256()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "index.json | {\"files\": 3} | the page is JSON, but no list of files (PEP 691)",
        "index.json | {\"files\": [ | the page is no JSON",
        "index.json | {\"meta\": {\"api-version\": \"2.0\"}, \"files\": []} |"
            + " the page is of version 2.0 of the index API; 1 is known",
        "index.html | <meta name='pypi:repository-version' content='2.0'> |"
            + " the page is of version 2.0 of the index API; 1 is known",
      })
  void page_ofAnotherKind_isOneProblem(String file, String text, String why) throws IOException {
    write("foo", file, text);

    assertThatThrownBy(() -> page("foo"))
        .isInstanceOf(HermeticException.class)
        .hasMessageContaining("HERM-INDEX-001 foo on " + server.url() + "/simple: " + why)
        .hasMessageContaining("Fix: check that the address is that of a package index");
  }

  @Test
  void page_thatMeansNothing_leavesTheGoodOneInTheCache() throws IOException {
    TestIndex.in(folder, TestIndex.Form.JSON).add(TestWheel.of("foo", "1.0"));
    page("foo");
    write("foo", "index.json", "{\"files\": 3}");
    assertThatThrownBy(() -> page("foo")).isInstanceOf(HermeticException.class);

    SimpleIndex offline =
        new SimpleIndex(new IndexAddress(server.url() + "/simple"), IndexKit.offline(cache));
    assertThat(offline.page(name("foo")).orElseThrow().files()).hasSize(1);
  }

  @Test
  void page_ofAServerThatAsksForAPassword_sendsThatOfTheUrl() {
    server.requireBasic("ann", "s3cret");
    TestIndex.in(folder, TestIndex.Form.HTML).add(TestWheel.of("foo", "1.0"));
    String url = server.url().replace("http://", "http://ann:s3cret@") + "/simple";
    SimpleIndex index = index(url, cache);

    DistributionFile file = index.page(name("foo")).orElseThrow().files().get(0);

    assertThat(file.url()).doesNotContain("s3cret");
    assertThat(file.toString()).doesNotContain("s3cret");
    assertThat(index.address().bare()).isEqualTo(server.url() + "/simple");
    assertThat(IndexKit.loader(cache).load(file, name("foo")).version()).hasToString("1.0");
  }

  @Test
  void files_ofAFolder_areItsDistributions() throws IOException {
    for (String file : List.of("b-1.tar.gz", "a-1-py3-none-any.whl", "readme.txt")) {
      Files.writeString(folder.resolve(file), "");
    }
    IndexAddress address = new IndexAddress(folder.toUri().toString());

    assertThat(new FindLinks(address, IndexKit.fetcher(cache)).files())
        .map(DistributionFile::fileName)
        .containsExactly("a-1-py3-none-any.whl", "b-1.tar.gz");
  }

  @Test
  void files_ofAPage_areThoseItLinksTo() throws IOException {
    Files.writeString(
        folder.resolve("links.html"), "<a href='a-1.tar.gz'>a</a> <a href='/about'>about</a>");
    IndexAddress address = new IndexAddress(server.url() + "/links.html");

    assertThat(new FindLinks(address, IndexKit.fetcher(cache)).files())
        .map(DistributionFile::url)
        .containsExactly(server.url() + "/a-1.tar.gz");
  }

  @Test
  void files_ofNothing_isAProblem() {
    IndexAddress address = new IndexAddress(server.url() + "/missing");

    assertThatThrownBy(() -> new FindLinks(address, IndexKit.fetcher(cache)).files())
        .hasMessageContaining(
            "HERM-INDEX-002 "
                + server.url()
                + "/missing: find-links names neither a folder nor a page that is there");
  }
}
