package dev.hermetic.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.ledger.EventData;
import dev.hermetic.ledger.Happened;
import dev.hermetic.scan.Subject;
import org.junit.jupiter.api.Test;

/** What a ledger keeps of a scan and its verdict. */
class ScanEventTest {
  private static final Subject PILLOW = PolicyKit.conda("pillow", "10.0.1");

  @Test
  void event_ofAScan_namesTheWorstFindings() {
    PolicyKit.Environment environment = new PolicyKit.Environment().mapped(PILLOW);
    environment.with(PolicyKit.finding(PILLOW, "GHSA-2", PolicyKit.FIVE_THREE, ""));
    environment.with(PolicyKit.finding(PILLOW, "GHSA-1", PolicyKit.NINE_EIGHT, "10.3.0"));
    EventData event = event(environment);
    assertThat(event.items("worst"))
        .containsExactly(
            EventData.EMPTY
                .with("id", "GHSA-1")
                .with("package", "pillow")
                .with("version", "10.0.1")
                .with("severity", "critical")
                .with("fixedIn", "10.3.0"),
            EventData.EMPTY
                .with("id", "GHSA-2")
                .with("package", "pillow")
                .with("version", "10.0.1")
                .with("severity", "medium"));
    assertThat(event.numbers("findings")).containsEntry("critical", 1L).containsEntry("medium", 1L);
  }

  @Test
  void event_ofManyFindings_namesThirty() {
    PolicyKit.Environment environment = new PolicyKit.Environment().mapped(PILLOW);
    for (int i = 100; i < 140; i++) {
      environment.with(PolicyKit.finding(PILLOW, "GHSA-" + i, PolicyKit.FIVE_THREE, ""));
    }
    EventData event = event(environment);
    assertThat(event.items("worst")).hasSize(30);
    assertThat(event.numbers("findings")).containsEntry("medium", 40L);
  }

  private static EventData event(PolicyKit.Environment environment) {
    Verdict verdict = environment.judge("");
    return Happened.scan(verdict.scan(), verdict, 5);
  }
}
