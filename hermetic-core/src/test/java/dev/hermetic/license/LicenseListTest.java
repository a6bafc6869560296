package dev.hermetic.license;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import org.cyclonedx.model.Bom;
import org.junit.jupiter.api.Test;
import org.spdx.library.ListedLicenses;

class LicenseListTest {
  /** What CycloneDX's schema does not list cannot be written as an identifier there. */
  @Test
  void ids_areThoseOfCycloneDx() throws Exception {
    Set<String> schema = new TreeSet<>();
    try (InputStream in = Bom.class.getResourceAsStream("/spdx.schema.json")) {
      new JsonMapper().readTree(in).path("enum").forEach(one -> schema.add(one.textValue()));
    }
    Set<String> ours = new TreeSet<>(LicenseList.get().ids());
    ours.addAll(LicenseList.get().exceptions());
    assertThat(ours).isEqualTo(schema);
  }

  /** Whatever stands for a deprecated identifier or a name is an expression of the list. */
  @Test
  void expressions_areOfTheList() {
    LicenseList list = LicenseList.get();
    for (String id : list.ids()) {
      License license = License.of(id).orElseThrow();
      assertThat(license.references()).as(id).isEmpty();
      assertThat(license.text()).as(id).isEqualTo(DeprecatedIds.today(id));
      assertThat(License.of(license.text()).orElseThrow().text()).isEqualTo(license.text());
    }
    for (String name : list.names()) {
      assertThat(License.of(name).orElseThrow().references()).as(name).isEmpty();
    }
  }

  /** SPDX's own library knows each of them too. */
  @Test
  void ids_areThoseOfSpdx() {
    System.setProperty("org.spdx.useJARLicenseInfoOnly", "true");
    ListedLicenses listed = ListedLicenses.getListedLicenses();
    assertThat(LicenseList.get().ids()).allMatch(listed::isSpdxListedLicenseId);
    assertThat(LicenseList.get().exceptions()).allMatch(listed::isSpdxListedExceptionId);
  }
}
