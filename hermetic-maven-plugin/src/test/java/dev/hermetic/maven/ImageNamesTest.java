package dev.hermetic.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.oci.ImageReference;
import java.util.List;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ImageNamesTest {
  @Test
  void references_withoutTag_haveThoseThatAreNamed_elseTheVersion() {
    assertThat(names("reg.example/a/b", List.of())).containsExactly("reg.example/a/b:1.0-b-2");
    assertThat(names("reg.example/a/b", List.of("x", "y")))
        .containsExactly("reg.example/a/b:x", "reg.example/a/b:y");
    assertThat(names("reg.example/a/b:own", List.of("x")))
        .containsExactly("reg.example/a/b:own", "reg.example/a/b:x");
    assertThat(names(null, List.of("x"))).isEmpty();
  }

  @Test
  void project_isNamedInCharactersThatTagsHave() {
    assertThat(ImageNames.ofProject(project("my app", "1.0+b/2"))).isEqualTo("my-app:1.0-b-2");
    assertThat(ImageNames.ofProject(project("..", "-".repeat(3)))).isEqualTo("latest:latest");
    assertThat(ImageNames.ofProject(project("a", "1".repeat(200)))).hasSize(2 + 128);
  }

  private static List<String> names(@Nullable String to, List<String> tags) {
    return ImageNames.references(to, tags, project("a", "1.0+b/2")).stream()
        .map(ImageReference::toString)
        .toList();
  }

  private static MavenProject project(String artifact, String version) {
    MavenProject project = new MavenProject();
    project.setArtifactId(artifact);
    project.setVersion(version);
    return project;
  }
}
