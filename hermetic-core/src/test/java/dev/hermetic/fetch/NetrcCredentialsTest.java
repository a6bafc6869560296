package dev.hermetic.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hermetic.problem.HermeticException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetrcCredentialsTest {
  @TempDir Path home;

  @Test
  void find_entriesInAnyArrangement() throws Exception {
    String text =
        "# comment\n"
            + "machine One.example login u1 password p1\n"
            + "machine two.example\n\tlogin \"u 2\"\n\tpassword \"p \\\"2\\\"\"\n\taccount x\n"
            + "macdef init\n cd /machine\n machine wrong login w password w\n\n"
            + "machine three.example user u3 password #3\n"
            + "machine one.example login later password later\n"
            + "machine nothing.example login only\n";

    assertThat(find(text, "https://one.example/x")).contains(new Credential("u1", "p1"));
    assertThat(find(text, "https://ONE.EXAMPLE/x")).contains(new Credential("u1", "p1"));
    assertThat(find(text, "https://two.example/")).contains(new Credential("u 2", "p \"2\""));
    assertThat(find(text, "https://three.example/")).contains(new Credential("u3", "#3"));
    assertThat(find(text, "https://nothing.example/")).isEmpty();
    assertThat(find(text, "https://wrong/")).isEmpty();
  }

  @Test
  void find_windowsLineEnds_areRead() throws Exception {
    String text =
        "\uFEFFmacdef m\r\n x\r\n\r\nmachine a.example\r\nlogin u\r\npassword p\r\n";
    assertThat(find(text, "https://a.example/")).contains(new Credential("u", "p"));
  }

  @Test
  void find_default_isLastWhereverItStands() throws Exception {
    String text = "default login d password d\nmachine a.example login u password p\n";
    assertThat(find(text, "https://a.example/")).contains(new Credential("u", "p"));
    assertThat(find(text, "https://b.example/")).contains(new Credential("d", "d"));
  }

  @Test
  void find_malformed_isToldWithLineAndWithoutSecret() throws Exception {
    assertMalformed(
        "machine a login b password \"s3cret\n", ":1", "a quotation mark is not closed");
    assertMalformed("\n\nmachine a\nlogin b\nsecret s3cret\n", ":5", "expected machine, default");
    assertMalformed("machine a login b\npassword", ":2", "nothing follows password");
    assertMalformed("\nmachine a password s3cret\n", ":2", "an entry has a password but no login");
  }

  @Test
  void find_noFile_isEmpty() {
    assertThat(new NetrcCredentials(home.resolve("none")).find(URI.create("https://a/")))
        .isEmpty();
  }

  @Test
  void ofUser_variableWinsOverHome() throws Exception {
    Files.writeString(home.resolve("_netrc"), "machine a login win password p");
    assertThat(user(Map.of())).isEqualTo("win");
    Files.writeString(home.resolve(".netrc"), "machine a login home password p");
    assertThat(user(Map.of())).isEqualTo("home");
    Path named = Files.writeString(home.resolve("named"), "machine a login named password p");
    assertThat(user(Map.of("NETRC", named.toString()))).isEqualTo("named");
  }

  private String user(Map<String, String> environment) {
    return NetrcCredentials.ofUser(environment, home)
        .find(URI.create("https://a/"))
        .orElseThrow()
        .user();
  }

  private void assertMalformed(String text, String line, String fact) throws IOException {
    Path file = Files.writeString(home.resolve("bad"), text);
    assertThatThrownBy(() -> new NetrcCredentials(file).find(URI.create("https://a/")))
        .isInstanceOf(HermeticException.class)
        .hasMessageStartingWith("HERM-NET-014 " + file + line + ": " + fact)
        .hasMessageContaining("Fix: write entries as `machine HOST login USER password SECRET`")
        .message()
        .doesNotContain("s3cret");
  }

  private Optional<Credential> find(String text, String uri) throws IOException {
    Path file = Files.writeString(home.resolve("netrc"), text);
    return new NetrcCredentials(file).find(URI.create(uri));
  }
}
