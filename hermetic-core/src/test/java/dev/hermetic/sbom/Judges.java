package dev.hermetic.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.spdx.jacksonstore.MultiFormatStore;
import org.spdx.library.SpdxModelFactory;
import org.spdx.library.model.v2.SpdxDocument;
import org.spdx.storage.simple.InMemSpdxStore;

/** Those who know the formats better than we do: the official schemas, and SPDX's own library. */
final class Judges {
  private static final String ONLY_LOCAL = "org.spdx.useJARLicenseInfoOnly";
  private static final Schema SPDX = spdxSchema();

  private Judges() {}

  private static Schema spdxSchema() {
    try (InputStream in =
        org.spdx.tools.Verify.class.getResourceAsStream("/resources/spdx-schema-v2.3.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static void judge(SbomFormat format, String document) throws Exception {
    if (format == SbomFormat.CYCLONEDX) {
      judgeCycloneDx(document);
    } else {
      judgeSpdx(document);
    }
  }

  static void judgeCycloneDx(String document) throws Exception {
    byte[] bytes = document.getBytes(StandardCharsets.UTF_8);
    assertThat(new JsonParser().validate(bytes, Version.VERSION_16)).isEmpty();
    assertThat(new JsonParser().parse(bytes).getSpecVersion()).isEqualTo("1.6");
  }

  static void judgeSpdx(String document) throws Exception {
    assertThat(SPDX.validate(new JsonMapper().readTree(document))).isEmpty();
    // The library has a pattern for addresses that the specification has not: no host without a dot.
    assertThat(spdx(document).verify())
        .filteredOn(problem -> !problem.contains("Invalid download location"))
        .isEmpty();
  }

  /** The document as the library reads it; no licence is asked for on the network. */
  private static SpdxDocument spdx(String document) throws Exception {
    System.setProperty(ONLY_LOCAL, "true");
    SpdxModelFactory.init();
    MultiFormatStore store =
        new MultiFormatStore(new InMemSpdxStore(), MultiFormatStore.Format.JSON);
    return store.deSerialize(
        new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)), false);
  }
}
