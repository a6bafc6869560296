package dev.hermetic.report;

import dev.hermetic.report.Page.Command;
import dev.hermetic.report.block.ShellWord;
import java.util.ArrayList;
import java.util.List;

/** Commands that do again what the page tells of. */
final class Commands {
  private Commands() {}

  static List<Command> of(LockReportRequest request) {
    String name = request.environmentName().filter(text -> !text.isBlank()).orElse("locked");
    String word = ShellWord.of(name);
    List<Command> commands = new ArrayList<>();
    commands.add(
        new Command(
            "Check that the lock still answers the environment files, and change nothing",
            "mvn hermetic:check"));
    commands.add(new Command("Lock again where it is missing or stale", "mvn hermetic:lock"));
    request
        .explicitFiles()
        .forEach(
            (platform, file) ->
                commands.add(
                    new Command(
                        "Create the environment on " + platform,
                        "micromamba create --name "
                            + word
                            + " --file "
                            + ShellWord.of(file))));
    commands.add(
        new Command(
            "Create it with conda-lock, on any of the platforms",
            "conda-lock install --name "
                + word
                + " "
                + ShellWord.of(request.lockfileName())));
    return commands;
  }
}
