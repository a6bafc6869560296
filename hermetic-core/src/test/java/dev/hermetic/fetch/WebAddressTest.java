package dev.hermetic.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {
  @ParameterizedTest
  @CsvSource({
    "HTTPS://Host.Example:443/Path/, https://host.example/Path/",
    "http://host:80, http://host",
    "http://host:8080/a?b=c#d, http://host:8080/a?b=c",
    "https://user:pw@host/x, https://user:pw@host/x",
    "https://host/a b/ü, https://host/a%20b/%C3%BC",
    "https://host/100%, https://host/100%25",
    "https://host/a%20b, https://host/a%20b",
    "https://[::1]:8443/x, https://[::1]:8443/x",
    "https://münchen.example/x, https://xn--mnchen-3ya.example/x",
  })
  void parse_address_isCanonical(String text, String canonical) {
    assertThat(WebAddress.parse(text).orElseThrow().text()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "host/path", "file:///x", "https://", "https://:80/x", "https://host:99999/x",
        "https://host:port/x", "https://under_score/x", "ftp://host/x", "https://a b/x"
      })
  void parse_noWebAddress_isEmpty(String text) {
    assertThat(WebAddress.parse(text)).isEmpty();
  }

  @Test
  void parse_turkishLocale_isTheSame() {
    Locale locale = Locale.getDefault();
    try {
      Locale.setDefault(new Locale("tr", "TR"));
      assertThat(WebAddress.parse("HTTP://INFO.EXAMPLE/I").orElseThrow().text())
          .isEqualTo("http://info.example/I");
    } finally {
      Locale.setDefault(locale);
    }
  }

  @Test
  void withoutCredentials_userInfoAndToken_areGone() {
    WebAddress address = WebAddress.parse("https://u:p@host/t/tk-1/chan/x?y=1").orElseThrow();
    assertThat(address.withoutCredentials().text()).isEqualTo("https://host/chan/x?y=1");
    assertThat(address.display()).isEqualTo("https://host/chan/x");
    assertThat(address.token()).contains("tk-1");
    assertThat(address.credential()).contains(new Credential("u", "p"));
  }
}
