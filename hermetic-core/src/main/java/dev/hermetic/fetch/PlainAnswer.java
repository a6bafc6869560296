package dev.hermetic.fetch;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import javax.net.ssl.SSLSession;

/** An answer of {@link PlainHttp}, in the form that callers know from the JDK's client. */
record PlainAnswer(WebRequest asked, PlainHead head, InputStream body)
    implements HttpResponse<InputStream> {
  @Override
  public int statusCode() {
    return head.status();
  }

  @Override
  public HttpHeaders headers() {
    return head.headers();
  }

  /** Without the headers that may be secret. */
  @Override
  public HttpRequest request() {
    return HttpRequest.newBuilder(uri()).method(asked.method(), asked.body()).build();
  }

  @Override
  public Optional<HttpResponse<InputStream>> previousResponse() {
    return Optional.empty();
  }

  @Override
  public Optional<SSLSession> sslSession() {
    return Optional.empty();
  }

  @Override
  public URI uri() {
    return asked.address().uri();
  }

  @Override
  public HttpClient.Version version() {
    return HttpClient.Version.HTTP_1_1;
  }
}
