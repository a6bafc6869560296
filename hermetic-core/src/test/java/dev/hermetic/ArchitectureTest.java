package dev.hermetic;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The house rules about packages: arrows point one way, and no host or logger comes in. */
class ArchitectureTest {
  /** From the bottom up: a package may use those before it. */
  private static final List<String> ORDER =
      List.of(
          "problem",
          "text",
          "git",
          "event",
          "work",
          "digest",
          "version",
          "platform",
          "record",
          "match",
          "yaml",
          "pypi.version",
          "pypi.requirement",
          "pypi.names",
          "pypi.tag",
          "pypi.metadata",
          "pypi.resolve",
          "environment",
          "pypi.request",
          "cache",
          "fetch",
          "channel",
          "repodata",
          "solve",
          "explain",
          "lockfile",
          "archive",
          "pypi.wheel",
          "pypi.simple",
          "packagecache",
          "prefix",
          "activate",
          "install",
          "oci",
          "layer",
          "minimize",
          "registry",
          "base",
          "distro",
          "image",
          "graph",
          "check",
          "diff",
          "tree",
          "track",
          "pypi.lock",
          "lock",
          "license",
          "advisory",
          "sbom",
          "scan",
          "tool",
          "policy",
          "attest",
          "trust",
          "audit",
          "adopt",
          "clean",
          "doctor",
          "ledger",
          "reproduce",
          "summary",
          "workflow");

  /** Records of which one component stands for the others. */
  private static final List<String> IDENTIFIED =
      List.of("dev.hermetic.layer.LayerContent$InMemory");

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("hermetic-testkit"))
          .importPackages("dev.hermetic");

  @Test
  void packages_haveNoCycles() {
    slices().matching("dev.hermetic.(**)").should().beFreeOfCycles().check(CORE);
  }

  @Test
  void packages_areAllInTheOrder() {
    Set<String> packages =
        CORE.stream()
            .map(type -> type.getPackageName().replaceFirst("^dev\\.hermetic\\.", ""))
            .collect(Collectors.toSet());
    assertThat(packages).containsExactlyInAnyOrderElementsOf(ORDER);
  }

  @ParameterizedTest
  @MethodSource("packagesBelowTheTop")
  void package_usesOnlyThoseBelowIt(String name) {
    String[] above =
        ORDER.subList(ORDER.indexOf(name) + 1, ORDER.size()).stream()
            .map(other -> "dev.hermetic." + other + "..")
            .toArray(String[]::new);
    noClasses()
        .that()
        .resideInAPackage("dev.hermetic." + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(above)
        .check(CORE);
  }

  private static Stream<String> packagesBelowTheTop() {
    return ORDER.stream().limit(ORDER.size() - 1L);
  }

  @Test
  void core_knowsNoHostTemplateOrLogger() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.maven..",
            "org.codehaus.plexus..",
            "freemarker..",
            "org.slf4j..",
            "org.apache.logging..",
            "java.util.logging..")
        .check(CORE);
  }

  /** A component that is added later must not be forgotten where equality is written out. */
  @Test
  void records_writtenOutEquality_readsEveryComponent() {
    List<JavaMethod> writtenOut =
        CORE.stream()
            .filter(JavaClass::isRecord)
            .map(type -> type.getMethod("equals", Object.class))
            .filter(equals -> !equals.getFieldAccesses().isEmpty())
            .toList();
    assertThat(writtenOut).hasSizeGreaterThan(IDENTIFIED.size());
    assertThat(writtenOut)
        .filteredOn(equals -> !readsEveryComponent(equals))
        .extracting(equals -> equals.getOwner().getName())
        .containsExactlyInAnyOrderElementsOf(IDENTIFIED);
  }

  private static boolean readsEveryComponent(JavaMethod equals) {
    Set<String> read =
        equals.getFieldAccesses().stream()
            .map(access -> access.getTarget().getName())
            .collect(Collectors.toSet());
    return equals.getOwner().getFields().stream()
        .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
        .map(JavaField::getName)
        .allMatch(read::contains);
  }
}
