package dev.hermetic.problem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTest {
  @ParameterizedTest
  @CsvSource({
    "https://user:secret@host/x, https://***@host/x",
    "https://user:se/cr/et@host/x, https://***@host/x",
    "https://secret@host/x, https://***@host/x",
    "https://host/t/secret/x, https://host/t/***/x",
    "https://host/t/secret, https://host/t/***",
    "https://host/t/secret/t/secret, https://host/t/***/t/***",
    "file:///home/t/me/x, file:///home/t/me/x",
    "at file:/home/t/$me/x of https://host/t/secret, at file:/home/t/$me/x of https://host/t/***",
    "file:///t/me|https://host/t/secret/x, file:///t/me|https://host/t/***/x",
    "file:///xhttps://host/t/secret/x, file:///xhttps://host/t/***/x",
    "https://host/x in /srv/t/me/x, https://host/x in /srv/t/me/x",
    "(/srv/t/me) of https://host/t/secret, (/srv/t/me) of https://host/t/***",
    "../t/me and ~/t/me and C:/t/me of https://host, ../t/me and ~/t/me and C:/t/me of https://host",
    "//host/t/secret/x of https://host, //host/t/***/x of https://host",
    "GET /t/secret/x of https://host, GET /t/***/x of https://host",
    "https://host/=/t/secret of /a/https://host/t/secret, https://host/=/t/*** of /a/https://host/t/***",
    "/srv:https://host/a/t/secret, /srv:https://host/a/t/***",
    "profile://host/t/secret, profile://host/t/***",
    "see http://u:secret@h/a and http://u:secret@h/b, see http://***@h/a and http://***@h/b",
    "https://host/t.html, https://host/t.html",
    "https://host:8080/path, https://host:8080/path",
    "user@host is no URL, user@host is no URL"
  })
  void redact_takesCredentialsOutOfUrls(String text, String expected) {
    assertThat(Redaction.redact(text)).isEqualTo(expected);
  }

  @Test
  void problem_carriesNoCredentials() {
    Problem problem =
        new Problem(
            "HERM-X-1",
            Problem.Kind.INPUT,
            "https://u:secret@h/x",
            "https://h/t/secret is bad",
            "use http://secret@h");
    assertThat(problem.render()).doesNotContain("secret").startsWith("HERM-X-1 https://***@h/x: ");
    assertThat(new HermeticException(problem)).hasMessage(problem.render());
  }
}
