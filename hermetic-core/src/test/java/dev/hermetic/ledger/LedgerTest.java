package dev.hermetic.ledger;

import static dev.hermetic.ledger.Events.NOON;
import static dev.hermetic.ledger.Events.install;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.hermetic.problem.Problem;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LedgerTest {
  private static final String LEDGER = "hermetic-ledger.jsonl";

  @TempDir Path folder;

  @Test
  void line_ofAnEvent_isTheSameEverywhere() {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
      assertThat(EventJson.line(install(NOON.plusMillis(7))))
          .isEqualTo(
              "{\"format\":1,\"id\":\"5a6cff50661ed191f7cc09aee67f0525\",\"time\":\"2026-11-27T12:00:00.007Z\","
                  + "\"kind\":\"install\",\"machine\":{\"os\":\"linux\",\"arch\":\"amd64\","
                  + "\"cpus\":\"2\",\"jdk\":17},\"tool\":\"0.1.0\",\"revision\":\""
                  + "a".repeat(40)
                  + "\",\"lock\":\""
                  + "b".repeat(64)
                  + "\",\"platform\":\"linux-64\",\"data\":{\"cache\":\"cold\",\"packages\":84}}");
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void line_ofWhateverIsSaid_isReadAsTheSameEvent() throws Exception {
    String hostile = "<script>alert(1)</script>\u0000\n\u2028\ud83d\ude00\ud800 \"\\";
    LedgerEvent event =
        LedgerEvent.of(
            Events.context(NOON),
            EventKind.REPRODUCE,
            "linux-64",
            EventData.EMPTY
                .with("reason", hostile)
                .with("least", Long.MIN_VALUE)
                .with("flag", true)
                .withItems("items", List.of(EventData.EMPTY.with("n", 1)))
                .with("inner", EventData.EMPTY.with("critical", 3)));
    String line = EventJson.line(event);
    assertThat(line).isPrintable().matches("\\p{ASCII}+");
    assertThat(new LineReader().read(line)).isEqualTo(event);
    assertThat(event.data().text("reason")).contains(hostile);
    assertThat(event.data().items("items")).singleElement().extracting(one -> one.number("n"))
        .hasToString("OptionalLong[1]");
    assertThat(event.data().numbers("inner")).containsEntry("critical", 3L);
  }

  @Test
  void line_texts_areWrittenAsJacksonWritesThem() throws IOException {
    JsonFactory factory =
        JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    for (int from = 0; from <= Character.MAX_VALUE; from += 512) {
      StringBuilder text = new StringBuilder();
      for (int c = from; c < from + 512; c++) {
        text.append((char) c);
      }
      StringWriter expected = new StringWriter();
      try (JsonGenerator json = factory.createGenerator(expected)) {
        json.writeString(text.toString());
      }
      EventData data = EventData.of(new TreeMap<>(Map.of("text", text.toString())));
      String line =
          EventJson.line(LedgerEvent.of(Events.context(NOON), EventKind.SCAN, "", data));
      assertThat(line).endsWith("\"data\":{\"text\":" + expected + "}}");
    }
  }

  @Test
  void event_ofAnUnknownMachine_isReadAgain() throws Exception {
    LedgerEvent event =
        LedgerEvent.of(
            new EventContext(NOON, MachineClass.UNKNOWN, "", "", ""),
            EventKind.DEPLOYMENT,
            "",
            EventData.EMPTY);
    assertThat(new LineReader().read(EventJson.line(event))).isEqualTo(event);
    assertThat(EventJson.line(event)).doesNotContain("machine", "tool", "lock", "revision");
  }

  @Test
  void event_ofATrack_isOfALaterFormatThatOlderVersionsLeaveOut() throws Exception {
    LedgerEvent stable = install(NOON);
    LedgerEvent edge =
        LedgerEvent.of(
            Events.context(NOON).of("edge"), EventKind.INSTALL, "linux-64", EventData.EMPTY);
    assertThat(
            LedgerEvent.of(
                Events.context(NOON).of("stable"), stable.kind(), stable.platform(), stable.data()))
        .isEqualTo(stable);
    assertThat(EventJson.line(stable)).startsWith("{\"format\":1,").doesNotContain("track");
    String line = EventJson.line(edge);
    assertThat(line).startsWith("{\"format\":2,").contains("\"platform\":\"linux-64\",\"track\":\"edge\",");
    assertThat(new LineReader().read(line)).isEqualTo(edge);
    assertThatThrownBy(() -> new LineReader().read(line.replace("edge", "other")))
        .hasMessage("its content does not fit its id");
    for (String bad : List.of("stable", "../edge", "Edge")) {
      assertThatThrownBy(() -> new LineReader().read(line.replace("edge", bad)))
          .hasMessage("a track has a name of its own");
    }
    Ledger ledger = new Ledger(List.of(stable, edge), List.of());
    assertThat(ledger.ofTrack("stable").events()).containsExactly(stable);
    assertThat(ledger.ofTrack("edge").events()).containsExactly(edge);
    assertThat(ledger.ofTrack("edge").of(EventKind.INSTALL)).containsExactly(edge);
  }

  @Test
  void data_withCredentials_losesThem() {
    assertThat(EventData.EMPTY.with("reason", "https://me:secret@host/x fails").text("reason"))
        .contains("https://***@host/x fails");
    assertThat(EventData.EMPTY.with("url", "https://h/t/TOKEN/x").text("url"))
        .contains("https://h/t/***/x");
  }

  @Test
  void append_twice_addsOnce() throws IOException {
    Path file = folder.resolve("new").resolve(LEDGER);
    List<LedgerEvent> events = List.of(install(NOON.plusSeconds(1)), install(NOON));
    assertThat(append(file, events)).containsExactly(events.get(1), events.get(0));
    byte[] bytes = Files.readAllBytes(file);
    assertThat(append(file, events)).isEmpty();
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
    assertThat(read(file).events()).containsExactly(events.get(1), events.get(0));
  }

  @Test
  void append_idWithEscapesOfJson_isKnown() throws IOException {
    Path file = folder.resolve(LEDGER);
    LedgerEvent event = install(NOON);
    append(file, List.of(event));
    String digit = event.id().substring(0, 1);
    String escaped = "\\u00%02x".formatted((int) digit.charAt(0)) + event.id().substring(1);
    Files.writeString(file, Files.readString(file).replace(event.id(), escaped));
    assertThat(read(file).events()).containsExactly(event);
    assertThat(append(file, List.of(event))).isEmpty();
  }

  @Test
  void append_behindATornLine_keepsIt() throws IOException {
    Path file = folder.resolve(LEDGER);
    append(file, List.of(install(NOON)));
    String whole = Files.readString(file);
    Files.writeString(file, whole + whole.substring(0, 40));
    append(file, List.of(install(NOON.plusSeconds(1))));
    assertThat(Files.readString(file)).startsWith(whole + whole.substring(0, 40) + "\n");
    Ledger ledger = read(file);
    assertThat(ledger.events()).hasSize(2);
    assertThat(ledger.problems()).singleElement().extracting(Problem::subject)
        .isEqualTo(LEDGER + ":2");
  }

  @Test
  void append_byManyThreads_losesNothing() {
    Path file = folder.resolve(LEDGER);
    IntStream.range(0, 40)
        .parallel()
        .forEach(i -> append(file, List.of(install(NOON.plusSeconds(i)))));
    assertThat(read(file).events()).hasSize(40);
    assertThat(read(file).problems()).isEmpty();
  }

  @Test
  void read_linesInAnyOrderAndTwice_isTheSame() throws IOException {
    Path file = folder.resolve(LEDGER);
    List<LedgerEvent> events =
        IntStream.range(0, 20)
            .mapToObj(i -> Events.deployment(NOON.plusSeconds(i), i % 3 == 0 ? "failure" : "success"))
            .toList();
    List<String> lines =
        new ArrayList<>(Stream.concat(events.stream(), events.stream()).map(EventJson::line).toList());
    Collections.shuffle(lines, new Random(9));
    Files.write(file, lines);
    assertThat(read(file).events()).isEqualTo(events);
  }

  @Test
  void read_anEventInAnotherForm_isTheSameEvent() throws Exception {
    LedgerEvent event = install(NOON.plusMillis(7));
    String line = EventJson.line(event);
    assertThat(new LineReader().read(line.replace("\":", "\" : "))).isEqualTo(event);
    assertThat(new LineReader().read(line.replace("install", "\\u0069nstall"))).isEqualTo(event);
    assertThat(new LineReader().read(line.replace("00.007Z", "00.007000Z"))).isEqualTo(event);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-02-29T23:59:59.999Z", "0000-01-01T00:00:00.001Z", "2026-11-27T24:00:00.000Z",
    "2016-12-31T23:59:60.123Z", "2026-11-27T12:00:00Z", "2026-11-27T12:00:00.120+02:00",
    "2026-02-30T12:00:00.001Z", "2026-13-01T12:00:00.001Z", "2026-11-27T12:60:00.001Z",
    "2024-02-29T23:59:59Z", "2026-11-27T24:00:00Z", "2016-12-31T23:59:60Z", "2026-02-30T12:00:00Z"
  })
  void read_time_isWhatJavaTakesItFor(String time) throws Exception {
    String line = EventJson.line(install(NOON)).replace("2026-11-27T12:00:00Z", time);
    try {
      Instant wanted = Instant.parse(time);
      LedgerEvent event = install(wanted);
      assertThat(new LineReader().read(line.replace(install(NOON).id(), event.id())))
          .isEqualTo(event);
    } catch (DateTimeException e) {
      assertThatThrownBy(() -> new LineReader().read(line))
          .hasMessage("its `time` is no RFC 3339 instant");
    }
  }

  @Test
  void memory_ofAFileThatIsAsItWas_hasTheSameLedger() throws IOException {
    Path file = folder.resolve(LEDGER);
    LedgerMemory memory = new LedgerMemory();
    assertThat(memory.read(file, LEDGER, NOON)).isSameAs(Ledger.EMPTY);
    append(file, List.of(install(NOON)));
    Ledger first = memory.read(file, LEDGER, NOON);
    assertThat(first.events()).hasSize(1);
    assertThat(memory.read(folder.resolve("x/../" + LEDGER), LEDGER, NOON)).isSameAs(first);
    assertThat(memory.read(file, "../" + LEDGER, NOON)).isNotSameAs(first);
  }

  @Test
  void memory_ofAFileThatChanged_readsItAgain() throws IOException {
    Path file = folder.resolve(LEDGER);
    append(file, List.of(install(NOON)));
    LedgerMemory memory = new LedgerMemory();
    memory.read(file, LEDGER, NOON);
    append(file, List.of(install(NOON.plusSeconds(1))));
    assertThat(memory.read(file, LEDGER, NOON).events()).hasSize(2);
    byte[] other = Files.readString(file).replace("cold", "warm").getBytes(StandardCharsets.US_ASCII);
    FileTime time = Files.getLastModifiedTime(file);
    Path beside = Files.write(folder.resolve("beside"), other);
    Files.setLastModifiedTime(beside, time);
    Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(memory.read(file, LEDGER, NOON).problems()).hasSize(2);
    Files.delete(file);
    assertThat(memory.read(file, LEDGER, NOON).events()).isEmpty();
  }

  @Test
  void read_noFile_isEmpty() {
    assertThat(read(folder.resolve(LEDGER))).isEqualTo(Ledger.EMPTY);
  }

  @Test
  void read_folder_isTold() throws IOException {
    Path file = Files.createDirectory(folder.resolve(LEDGER));
    assertThatThrownBy(() -> read(file))
        .hasMessageStartingWith("HERM-LEDGER-001 hermetic-ledger.jsonl: the ledger cannot be read")
        .hasMessageEndingWith(
            "\n  Fix: make it a regular file that this user may read and write, or name another"
                + " with -Dhermetic.ledger=FILE");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "no json | it is no JSON object, or one that is not whole",
        "[] | it is no JSON object",
        "{\"format\":1 | it is no JSON object, or one that is not whole",
        "{} {} | something stands behind the JSON object",
        "{} | it has no `format`",
        "{\"format\":1,\"format\":1} | it has a field twice",
        "{\"format\":1,\"more\":1} | it has a field that no event has",
        "{\"format\":1,\"data\":{\"a\":0.5}}"
            + " | it has a value that is no text, whole number or truth value",
        "{\"format\":99999999999999999999} | it has a number that is too large",
        "{\"format\":1} | its `kind` is missing, or no text",
        "{\"format\":1,\"kind\":\"party\"} | its `kind` is none that this version knows",
        "{\"format\":1,\"kind\":\"lock\",\"id\":\"x\",\"time\":\"now\"}"
            + " | its `time` is no RFC 3339 instant",
      })
  void read_brokenLine_isToldAndTheRestKept(String line, String fact) throws IOException {
    Path file = folder.resolve(LEDGER);
    Files.writeString(
        file,
        EventJson.line(install(NOON)) + "\n" + line + "\r\n\n"
            + EventJson.line(install(NOON.plusSeconds(1))));
    Ledger ledger = read(file);
    assertThat(ledger.events()).hasSize(2);
    assertThat(ledger.problems()).singleElement().extracting(Problem::render)
        .isEqualTo(
            "HERM-LEDGER-003 hermetic-ledger.jsonl:2: this line is no event and is not used: "
                + fact
                + "\n  Fix: restore it from git, or remove it");
  }

  @Test
  void read_nestedTooDeep_isBroken() throws IOException {
    assertThat(problem("{\"data\":" + "[".repeat(5000) + "]".repeat(5000) + "}"))
        .contains("this line is no event");
    assertThat(problem("{\"data\":" + "[".repeat(20) + "]".repeat(20) + "}"))
        .contains("it is nested too deep");
  }

  @Test
  void read_noUtf8AndTooLong_areBroken() throws IOException {
    byte[] bytes = {(byte) 0xff, '\n'};
    assertThat(LedgerReader.read(bytes, LEDGER, NOON).problems())
        .singleElement().extracting(Problem::fact)
        .isEqualTo("this line is no event and is not used: it is not UTF-8");
    assertThat(problem("x".repeat(LedgerReader.MOST_LINE_BYTES + 1)))
        .contains("it is longer than any event");
  }

  @Test
  void read_conflictMarkers_areTold() throws IOException {
    assertThat(problem("<<<<<<< HEAD"))
        .isEqualTo(
            """
            HERM-LEDGER-003 hermetic-ledger.jsonl:1: this line is a marker of a merge conflict and is not used
              Fix: remove the markers and keep the lines of both sides, and add `hermetic-ledger.jsonl merge=union` to .gitattributes""");
  }

  @Test
  void read_fileOfAnotherKind_isToldBriefly() {
    byte[] bytes = "x\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
    List<Problem> problems = LedgerReader.read(bytes, LEDGER, NOON).problems();
    assertThat(problems).hasSize(21);
    assertThat(problems.get(20).render())
        .isEqualTo(
            """
            HERM-LEDGER-003 hermetic-ledger.jsonl: there is something wrong with 980 further lines
              Fix: check that it is the file you mean, or restore it from git""");
  }

  @Test
  void read_newerFormat_isTold() throws IOException {
    assertThat(problem("{\"format\":3,\"unheard\":{\"of\":0.5e3}}".replace("0.5e3", "7")))
        .isEqualTo(
            """
            HERM-LEDGER-004 hermetic-ledger.jsonl:1: a newer version of Hermetic wrote this line, and it is not used: it has format 3, and this version knows 2
              Fix: update the plugin""");
  }

  @Test
  void read_changedLine_isToldAndNotUsed() throws IOException {
    String line = EventJson.line(Events.deployment(NOON, "failure"));
    assertThat(problem(line.replace("failure", "success")))
        .isEqualTo(
            """
            HERM-LEDGER-005 hermetic-ledger.jsonl:1: this line was changed after it was written and is not used: its content does not fit its id
              Fix: restore it from git; what happened differently is an event of its own""");
  }

  @Test
  void read_eventThatIsYetToCome_isToldAndKept() throws IOException {
    Path file = folder.resolve(LEDGER);
    append(file, List.of(install(NOON.plusSeconds(60)), install(NOON.plusSeconds(3600))));
    Ledger ledger = read(file);
    assertThat(ledger.events()).hasSize(2);
    assertThat(ledger.problems()).singleElement().extracting(Problem::render)
        .isEqualTo(
            """
            HERM-LEDGER-006 hermetic-ledger.jsonl:2: is of 2026-11-27T13:00:00Z, which is yet to come
              Fix: set the clock of the machine that wrote it, or of this one""");
  }

  @Test
  void read_clockThatWentBack_isToldOnceAndKept() throws IOException {
    Path file = folder.resolve(LEDGER);
    for (int hours : new int[] {5, 3, 2, 4}) {
      append(file, List.of(install(NOON.minusSeconds(hours * 3600L))));
    }
    Ledger ledger = read(file);
    assertThat(ledger.events()).hasSize(4);
    assertThat(ledger.problems()).singleElement().extracting(Problem::render)
        .isEqualTo(
            """
            HERM-LEDGER-007 hermetic-ledger.jsonl:4: this event is earlier than the line before of the same build
              Fix: set the clock of the machine that wrote it; figures over time may be wrong there""");
  }

  @Test
  void read_farTooLarge_isTold() {
    assertThat(LedgerProblems.tooLarge(LEDGER).render())
        .isEqualTo(
            """
            HERM-LEDGER-002 hermetic-ledger.jsonl: is far too large for a ledger
              Fix: check that it is the file you mean; events of past years can be moved into another file""");
  }

  @ParameterizedTest
  @CsvSource({"0,1", "1,1", "2,2", "3,3-4", "4,3-4", "5,5-8", "64,33-64", "65,65+", "256,65+"})
  void machine_cpus_areARange(int cpus, String range) {
    assertThat(MachineClass.of(name -> "Mac OS X", cpus, 21))
        .isEqualTo(new MachineClass("mac", "mac", range, 21));
  }

  @Test
  void proportion_wilson_isThatOfTheTables() {
    // R: prop.test(8, 10, correct = FALSE)$conf.int
    assertThat(new Proportion(8, 10).wilson().low()).isCloseTo(0.4901625, within());
    assertThat(new Proportion(8, 10).wilson().high()).isCloseTo(0.9433178, within());
    assertThat(new Proportion(3, 3).wilson().low()).isCloseTo(0.4385030, within());
    assertThat(new Proportion(3, 3).wilson().high()).isEqualTo(1);
    assertThat(new Proportion(0, 3).wilson().low()).isZero();
    assertThatThrownBy(() -> new Proportion(0, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Offset<Double> within() {
    return Offset.offset(1e-7);
  }

  private String problem(String line) throws IOException {
    Path file = folder.resolve(LEDGER);
    Files.writeString(file, line + "\n");
    Ledger ledger = read(file);
    assertThat(ledger.events()).isEmpty();
    return ledger.problems().get(0).render();
  }

  private static List<LedgerEvent> append(Path file, List<LedgerEvent> events) {
    return LedgerWriter.append(file, LEDGER, events);
  }

  private static Ledger read(Path file) {
    return LedgerReader.read(file, LEDGER, NOON);
  }
}
