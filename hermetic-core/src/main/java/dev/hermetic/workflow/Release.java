package dev.hermetic.workflow;

/** What both servers run for the modules of a build: their jobs, and the release of their images. */
final class Release {
  /**
   * What a job of a track that only some modules have says to Maven: {@code $MODULES} is {@link
   * WorkflowRequest#with(String)}, unset for all.
   */
  static final String ONLY = " ${MODULES:+\"--projects=$MODULES\" --also-make}";

  private Release() {}

  /**
   * A job for each track, as items of a list in YAML; that of a track which only some modules have names
   * these.
   *
   * @param trackKey under which a job finds its track
   * @param modulesKey under which it finds the modules
   */
  static String reviews(WorkflowRequest request, String trackKey, String modulesKey) {
    StringBuilder jobs = new StringBuilder();
    for (String track : request.tracks()) {
      jobs.append("- {").append(trackKey).append(": ").append(WorkflowRequest.quoted(track));
      if (!request.isOfAll(track)) {
        jobs.append(", ")
            .append(modulesKey)
            .append(": ")
            .append(WorkflowRequest.quoted(request.with(track)));
      }
      jobs.append("}\n");
    }
    return jobs.toString();
  }

  /**
   * Pushes and signs. Module by module, since a goal that fails in one module is done in the others
   * before Maven ends, and their images would be there unsigned.
   *
   * @param maven how Maven is called
   * @param key where the shell finds the key
   */
  static String script(WorkflowRequest request, String maven, String key) {
    String goals = " hermetic:push hermetic:sign \"-Dhermetic.sign.key=" + key + "\"\n";
    if (!request.hasSeveral()) {
      return maven + goals;
    }
    StringBuilder script = new StringBuilder("for module in");
    request.modules().forEach(
        module -> script.append(" ").append(WorkflowRequest.quoted(request.only(module))));
    return script + "; do\n  " + maven + " \"--projects=$module\"" + goals + "done\n";
  }
}
