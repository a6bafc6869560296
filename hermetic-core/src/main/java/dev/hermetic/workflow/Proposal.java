package dev.hermetic.workflow;

/** What both servers run to make one commit of an updated lock, before they ask for its review. */
final class Proposal {
  /** What the job of a module says to Maven; {@code $ONLY} is {@link WorkflowRequest#only}. */
  static final String ONLY = " \"--projects=$ONLY\"";

  private Proposal() {}

  /**
   * A script for bash. It ends the job where nothing is newer, or where somebody else has worked on the
   * branch, whose commits a forced push would lose. After it {@code branch} and {@code title} are set,
   * and {@code same} is not empty where the branch on the server has this very content already.
   *
   * @param name the author of the commit
   * @param email the same; may hold variables of the server
   * @param hasModule whether {@code MODULE} is the name of one of several modules, else there is one
   */
  static String script(String name, String email, boolean hasModule) {
    return """
        git add --update
        if git diff --cached --quiet; then
          echo "Nothing in the $TRACK environment%OF% is newer."
          exit 0
        fi
        branch="hermetic/update-%BRANCH%"
        title="Update the $TRACK environment%OF%"
        email="%EMAIL%"
        same=
        found=$(git ls-remote origin "refs/heads/$branch")
        if [ -n "$found" ]; then
          git fetch --quiet --depth 1 origin "refs/heads/$branch"
          if [ "$(git log -1 --format=%ae FETCH_HEAD)" != "$email" ]; then
            echo "$branch has commits of somebody else and is left as it is. Merge or delete it."
            exit 1
          fi
          if git diff --cached --quiet FETCH_HEAD; then same=yes; fi
        fi
        printf '%s\\n\\n' "$title" | cat - target/hermetic/summary.md > target/hermetic/message.txt
        git -c user.name='%NAME%' -c "user.email=$email" commit --quiet --file target/hermetic/message.txt
        """
        .replace("%OF%", hasModule ? " of $MODULE" : "")
        .replace("%BRANCH%", hasModule ? "$MODULE/$TRACK" : "$TRACK")
        .replace("%NAME%", name)
        .replace("%EMAIL%", email);
  }
}
