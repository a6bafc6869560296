package dev.hermetic.maven;

import dev.hermetic.digest.Sha256;
import dev.hermetic.sbom.JvmDependency;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.License;
import org.apache.maven.model.Model;
import org.apache.maven.model.building.ModelBuildingRequest;
import org.apache.maven.plugin.logging.Log;
import org.apache.maven.project.DefaultProjectBuildingRequest;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.ProjectBuilder;
import org.apache.maven.project.ProjectBuildingException;
import org.apache.maven.project.ProjectBuildingRequest;
import org.jspecify.annotations.Nullable;

/** The dependencies that Maven resolved for a project, with what their POMs say of them. */
final class JvmProject {
  private static final Set<String> SCOPES =
      Set.of(Artifact.SCOPE_COMPILE, Artifact.SCOPE_RUNTIME);

  private final MavenProject project;
  private final MavenSession session;
  private final ProjectBuilder builder;
  private final Log log;

  JvmProject(MavenProject project, MavenSession session, ProjectBuilder builder, Log log) {
    this.project = project;
    this.session = session;
    this.builder = builder;
    this.log = log;
  }

  /** Those of the scopes compile and runtime, in Maven's order. */
  List<JvmDependency> dependencies() {
    List<JvmDependency> all = new ArrayList<>();
    for (Artifact artifact : project.getArtifacts()) {
      if (SCOPES.contains(String.valueOf(artifact.getScope()))) {
        all.add(dependency(artifact));
      }
    }
    return all;
  }

  private JvmDependency dependency(Artifact artifact) {
    Optional<Model> model = model(artifact);
    List<JvmDependency.PomLicense> licenses = new ArrayList<>();
    SortedSet<String> needs = new TreeSet<>();
    for (License one : model.map(Model::getLicenses).orElse(List.of())) {
      licenses.add(new JvmDependency.PomLicense(text(one.getName()), text(one.getUrl())));
    }
    for (Dependency one : model.map(Model::getDependencies).orElse(List.of())) {
      if (!one.isOptional() && (one.getScope() == null || SCOPES.contains(one.getScope()))) {
        needs.add(
            JvmDependency.key(
                one.getGroupId(),
                one.getArtifactId(),
                text(one.getType()),
                text(one.getClassifier())));
      }
    }
    return new JvmDependency(
        artifact.getGroupId(),
        artifact.getArtifactId(),
        artifact.getBaseVersion(),
        artifact.getType(),
        text(artifact.getClassifier()),
        artifact.getScope(),
        isDirect(artifact),
        hashes(artifact.getFile()),
        licenses,
        model.map(one -> text(one.getUrl())).orElse(""),
        model.map(Model::getScm).map(scm -> text(scm.getUrl())).orElse(""),
        needs);
  }

  /** The trail begins with the project itself. */
  private static boolean isDirect(Artifact artifact) {
    List<String> trail = artifact.getDependencyTrail();
    return trail == null || trail.size() <= 2;
  }

  /** The POM with those that it inherits from; resolving the dependency has fetched them. */
  private Optional<Model> model(Artifact artifact) {
    ProjectBuildingRequest request =
        new DefaultProjectBuildingRequest(session.getProjectBuildingRequest());
    request.setRemoteRepositories(project.getRemoteArtifactRepositories());
    request.setValidationLevel(ModelBuildingRequest.VALIDATION_LEVEL_MINIMAL);
    request.setProcessPlugins(false);
    request.setResolveDependencies(false);
    try {
      return Optional.of(builder.build(artifact, true, request).getProject().getModel());
    } catch (ProjectBuildingException e) {
      log.debug("The POM of " + artifact + " cannot be read", e);
      return Optional.empty();
    }
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /** Of a module of this build there may be a folder of classes only, which has no digest. */
  private static SortedMap<String, String> hashes(@Nullable File file) {
    SortedMap<String, String> hashes = new TreeMap<>();
    if (file == null || !file.isFile()) {
      return hashes;
    }
    try {
      hashes.put("SHA-256", Sha256.hex(file.toPath()));
      return hashes;
    } catch (IOException e) {
      // Without the file nothing is said of its bytes.
      return hashes;
    }
  }
}
