package dev.hermetic.pypi.simple;

import dev.hermetic.pypi.requirement.ProjectName;
import java.util.List;

/**
 * What an index has of a project.
 *
 * @param files in the order of the page
 * @param leftOut why single entries of the page are not among the files, one sentence each
 */
public record ProjectPage(
    ProjectName name, IndexAddress index, List<DistributionFile> files, List<String> leftOut) {
  public ProjectPage {
    files = List.copyOf(files);
    leftOut = List.copyOf(leftOut);
  }
}
