package dev.hermetic.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.report.ProjectReport.Result;
import dev.hermetic.report.LockReportRequest.Freshness;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecsPageTest {
  @TempDir Path directory;

  private static Map<String, String> render(ReportSample sample) {
    return new ProjectReport().render(sample.model(), false);
  }

  private static Document page(ReportSample sample) {
    Document page = PageChecks.parse(render(sample).get("specs.html"));
    PageChecks.check(page);
    return page;
  }

  private static JsonNode twin(ReportSample sample) throws IOException {
    return new ObjectMapper().readTree(render(sample).get(ProjectReport.LOCK_TWIN));
  }

  @Test
  void page_beginsWithTheVerdict() {
    Document page = page(new ReportSample());
    assertThat(page.select(".eyebrow").text()).isEqualTo("Sample project");
    assertThat(page.select(".verdict.good .sentence").text())
        .isEqualTo("Locked for 2 platforms: 8 packages, every spec met.");
    assertThat(page.select(".verdict .notes").text())
        .isEqualTo(
            "The content hashes are those of the environment files. 1 pip entry was left out of the"
                + " lock.");
    assertThat(page.select(".hashes").text()).contains("linux-64 a1b2a1b2a1b2,");
    assertThat(page.select(".facts .value").eachText())
        .containsExactly("3", "2", "8", "at least 190.1 MB", "3");
  }

  @Test
  void specTable_hasAColumnForEachPlatform() {
    Document page = page(new ReportSample());
    assertThat(page.select(".specs thead th").eachText())
        .containsExactly("Spec", "linux-64", "win-64");
    assertThat(page.select(".specs tbody tr").eachText())
        .containsExactly(
            "python=3.11 environment.yml:5 3.11.9 hb806964_0_cpython 3.11.8 differs"
                + " h2628c8c_0_cpython",
            "pytorch environment.yml:6 CPU and CUDA 2.5.1 CUDA cuda126_py311h1_300 2.5.1 CPU"
                + " cpu_mkl_py311h2_100",
            "scikit-learn environment.yml:7 1.5.1 py311hd632256_0 not asked for");
  }

  @Test
  void pipPackages_areShownAsCondaPackagesAre() throws IOException {
    ReportSample sample = new ReportSample().withPip();
    Document page = page(sample);
    assertThat(page.text()).doesNotContain("left out", "Left out", "secret");
    assertThat(page.select(".specs tbody tr").eachText())
        .contains(
            "sentencepiece==0.2 environment.yml:9 pip 0.2 cp311-cp311-linux_x86_64 pip"
                + " 0.2 py311h1_0 conda-forge",
            "torch>=2 environment.yml:10 pip CPU and CUDA 2.5.1 pytorch CUDA cuda126_py311h1_300"
                + " conda-forge 2.5.1 pytorch CPU cpu_mkl_py311h2_100 conda-forge");
    assertThat(page.select(".specs a[href=#pip-sentencepiece]").text())
        .isEqualTo("sentencepiece==0.2");
    assertThat(page.select(".specs a[href=#pkg-pytorch]").eachText())
        .containsExactly("pytorch", "torch>=2");
    assertThat(page.select("#pip-sentencepiece").text())
        .isEqualTo("sentencepiece asked for pip 0.2 not locked");
    assertThat(page.select("#pkg-pytorch td.needed").text()).isEqualTo("sentencepiece");
    assertThat(page.select(".files tbody tr").eachText())
        .contains(
            "sentencepiece pip 0.2 cp311-cp311-linux_x86_64 unknown"
                + " https://***@files.example/sentencepiece-0.2-cp311-cp311-linux_x86_64.whl"
                + " sha256:" + "b".repeat(64));
    JsonNode spec = twin(sample).at("/specs/3");
    assertThat(spec.at("/manager").asText()).isEqualTo("pip");
    assertThat(spec.at("/locked/linux-64/manager").asText()).isEqualTo("pip");
    assertThat(spec.at("/locked/win-64/manager").asText()).isEqualTo("conda");
  }

  @Test
  void variants_sayWhy() {
    assertThat(page(new ReportSample()).select(".variants tbody tr").eachText())
        .containsExactly(
            "pytorch CUDA linux-64 cuda126_py311h1_300 build string says cuda126; depends on __cuda"
                + " It needs __cuda, and __cuda=12.4 is among the virtual packages.",
            "pytorch CPU win-64 cpu_mkl_py311h2_100 build string says cpu No __cuda is among the"
                + " virtual packages, so no build that needs it can be taken.");
  }

  @Test
  void proofs_sayWhatWasChosenAndHowToChooseOtherwise() throws IOException {
    ReportSample sample = new ReportSample();
    assertThat(page(sample).select(".newness")).isEmpty();
    sample.proven();
    assertThat(page(sample).select(".newness tbody tr").eachText())
        .containsExactly(
            "Proven win-64 all that were asked for nothing that was asked for could be newer"
                + " nothing to do",
            "Proven linux-64 all that were asked for nothing that was asked for could be newer"
                + " without something else being older nothing to do",
            "Trade-off linux-64 pytorch 2.5.1 instead of 2.6<b> python stays at 3.11.9 (else"
                + " 3.10.2) pytorch>=2.6");
    JsonNode twin = twin(sample);
    assertThat(twin.at("/newness/2/kind").asText()).isEqualTo("trade_off");
    assertThat(twin.at("/newness/2/how/0").asText()).isEqualTo("pytorch>=2.6");
  }

  @Test
  void differences_platformsAndFiles_areShown() {
    Document page = page(new ReportSample());
    assertThat(page.select(".versions tbody tr").eachText())
        .containsExactly("python 3.11.9 3.11.8");
    assertThat(page.select(".versions b").eachText()).containsExactly("3.11.8");
    assertThat(page.select(".only > div").eachText())
        .containsExactly("Only on linux-64 2 joblib, scikit-learn");
    assertThat(page.select(".platforms tbody tr").eachText())
        .containsExactly("linux-64 5 4 1 0 at least 123.7 MB", "win-64 3 3 0 0 66.4 MB");
    assertThat(page.select(".platforms svg").attr("aria-label"))
        .isEqualTo("linux-64: 4 packages for the platform, 1 noarch");
    assertThat(page.select(".packages tbody tr").first().text())
        .isEqualTo("joblib 1.4.2 not locked scikit-learn");
    assertThat(page.select(".files").last().text())
        .contains("https://conda.anaconda.org/conda-forge/win-64/openssl-3.3.1-h2466b09_0.conda")
        .contains("sha256:" + "1".repeat(64));
  }

  @Test
  void commands_nameTheEnvironmentAndItsFiles() {
    assertThat(page(new ReportSample()).select("pre").eachText())
        .containsExactly(
            "mvn hermetic:check",
            "mvn hermetic:lock",
            "micromamba create --name nlp --file conda-linux-64.lock",
            "micromamba create --name nlp --file conda-win-64.lock",
            "conda-lock install --name nlp conda-lock.yml");
  }

  @Test
  void unmetSpec_needsAttention() {
    ReportSample sample = new ReportSample();
    sample.spec("openssl>=3.4", 8, true);
    sample.spec("pandas", 9, true);
    Document page = page(sample);
    assertThat(page.select(".verdict.attention .sentence").text())
        .isEqualTo("Needs attention: Locked for 2 platforms: 8 packages, 2 specs are not met.");
    assertThat(page.select(".specs .bad").eachText())
        .containsExactly(
            "does not meet the spec",
            "does not meet the spec",
            "not in the lock",
            "not in the lock");
  }

  @Test
  void staleLock_needsAttention() {
    LockReportRequest request = new ReportSample().request();
    LockReportRequest stale =
        new LockReportRequest(
            request.title(),
            request.table(),
            request.lockfile(),
            Optional.empty(),
            "research.conda-lock.yml",
            request.explicitFiles(),
            List.of(),
            Freshness.STALE,
            "Hermetic",
            Optional.of(Instant.EPOCH));
    Document page = PageChecks.parse(new ProjectReport().render(ReportSample.model(stale).of("research"), false).get("specs.html"));
    assertThat(page.select(".verdict.attention").text())
        .contains("but the environment files have changed since.")
        .contains("Run mvn hermetic:lock -Dhermetic.track=research and commit the lock files.");
    assertThat(page.select("time").text()).isEqualTo("1970-01-01T00:00:00Z");
    assertThat(page.select("pre").text()).contains("--name locked ");
  }

  @Test
  void emptyLock_stillMakesAPage() {
    ReportSample sample = new ReportSample();
    sample.packages.clear();
    sample.linuxSpecs.clear();
    sample.winSpecs.clear();
    sample.pip.clear();
    sample.warnings.clear();
    sample.custom.clear();
    sample.given.clear();
    Document page = page(sample);
    assertThat(page.select(".empty")).hasSize(3);
    assertThat(page.select(".given").text()).contains("not known here");
  }

  @Test
  void hostileTexts_stayTexts() throws IOException {
    String evil = "\"><script>alert(1)</script>\u202e${7*7}<#include \"x\">";
    ReportSample sample = new ReportSample();
    sample.locked(ReportSample.LINUX, evil, evil, evil, 1, evil);
    sample.locked(ReportSample.LINUX, "javascript:alert(1)", "1", "0", 1);
    sample.environmentName = "x'; rm -rf ~ #";
    sample.custom.put("<b>k</b>", evil + "\u001b[2J\nשלום");
    sample.channel = "https://me:secret@host/t/tok-1/<i>";
    LockReportRequest request = sample.request();
    Document page =
        PageChecks.parse(
            new ProjectReport()
                .render(
                    ReportSample.model(new LockReportRequest(
                        evil,
                        request.table(),
                        request.lockfile(),
                        request.environmentName(),
                        evil,
                        request.explicitFiles(),
                        List.of(),
                        Freshness.UNCHECKED,
                        evil,
                        Optional.empty())), false)
                .get("specs.html"));
    PageChecks.check(page);
    assertThat(page.select(".eyebrow").text())
        .isEqualTo("\"><script>alert(1)</script>\\u202E${7*7}<#include \"x\">");
    assertThat(page.text()).contains("\\u001B[2J\\u000Aשלום").doesNotContain("\u202e");
    assertThat(page.select("b, i")).allMatch(element -> element.closest("td") != null);
    assertThat(page.select("pre").text())
        .contains("--name 'x'\\''; rm -rf ~ #' --file conda-linux-64.lock");
    String twin = render(sample).get(ProjectReport.LOCK_TWIN);
    assertThat(page.outerHtml() + twin).doesNotContain("secret").doesNotContain("tok-1");
    assertThat(twin).matches("[\\x00-\\x7f]*");
    assertThat(new ObjectMapper().readTree(twin).at("/custom_metadata/<b>k<~1b>").asText())
        .contains("שלום");
  }

  @Test
  void twin_holdsTheNumbersWithSortedKeys() throws IOException {
    JsonNode twin = twin(new ReportSample());
    assertThat(twin.at("/verdict/good").asBoolean()).isTrue();
    assertThat(twin.at("/summary/packages").asInt()).isEqualTo(8);
    assertThat(twin.at("/summary/download/known_bytes").asLong()).isEqualTo(190_120_000);
    assertThat(twin.at("/summary/download/unknown_files").asInt()).isEqualTo(1);
    assertThat(twin.at("/platforms/linux-64/noarch").asInt()).isEqualTo(1);
    assertThat(twin.at("/specs/0/locked/win-64/version").asText()).isEqualTo("3.11.8");
    assertThat(twin.at("/specs/2/locked/win-64/state").asText()).isEqualTo("absent");
    assertThat(twin.at("/variants/0/variant").asText()).isEqualTo("cuda");
    assertThat(twin.at("/timestamp").isNull()).isTrue();
    sorted(twin);
  }

  private static void sorted(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    assertThat(names).isSorted();
    node.forEach(SpecsPageTest::sorted);
  }

  @Test
  void files_areTheSameUnderOtherLocaleTimeZoneAndOrder() {
    Map<String, String> expected = render(new ReportSample());
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    String lineSeparator = System.getProperty("line.separator");
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
      System.setProperty("line.separator", "\r\n");
      assertThat(render(new ReportSample().shuffle(11))).isEqualTo(expected);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
      System.setProperty("line.separator", lineSeparator);
    }
    assertThat(expected.values()).noneMatch(text -> text.contains("\r"));
  }

  @Test
  void style_loadsNothingAndKnowsBothSchemes() {
    String style = render(new ReportSample()).get("hermetic.css");
    assertThat(style)
        .doesNotContain("url(")
        .doesNotContain("@import")
        .contains("prefers-color-scheme: dark")
        .contains("@media print");
  }
}
