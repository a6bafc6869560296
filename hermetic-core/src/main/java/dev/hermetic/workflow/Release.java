package dev.hermetic.workflow;

/** What both servers run for the modules of a build, and to release their images. */
final class Release {
  /**
   * What a job of a track that only some modules have says to Maven: {@code $MODULES} is {@link
   * WorkflowRequest#with(String)}, unset for all.
   */
  static final String ONLY = " ${MODULES:+\"--projects=$MODULES\" --also-make}";

  private Release() {}

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
