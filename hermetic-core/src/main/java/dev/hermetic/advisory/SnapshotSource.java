package dev.hermetic.advisory;

import dev.hermetic.advisory.Snapshot.Part;
import dev.hermetic.event.Listener;
import dev.hermetic.fetch.Acceptor;
import dev.hermetic.fetch.CachedFile;
import dev.hermetic.fetch.FetchRequest;
import dev.hermetic.fetch.FetchSettings;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.oci.Digest;
import dev.hermetic.problem.IoReason;
import dev.hermetic.problem.Redaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A snapshot on disk, or of a mirror. */
final class SnapshotSource implements AdvisorySource {
  /** From here on a digest is noted rather than computed each time. */
  private static final long LARGE = 1 << 20;

  private final String place;
  private final String shown;
  private final Path directory;
  private final FetchSettings settings;
  private final Listener listener;

  SnapshotSource(String place, Path directory, FetchSettings settings, Listener listener) {
    this.place = place;
    this.shown = Redaction.redact(place);
    this.directory = directory;
    this.settings = settings;
    this.listener = listener;
  }

  @Override
  public AdvisoryDatabase ask(SortedSet<Question> questions) {
    List<Part> parts = place.contains("://") ? fetched(questions) : local();
    if (parts.isEmpty()) {
      throw AdvisoryProblems.missing(shown);
    }
    Snapshot snapshot = new Snapshot(shown, parts);
    return snapshot.index(settings.cacheDirectory(), listener);
  }

  private List<Part> fetched(SortedSet<Question> questions) {
    Fetcher fetcher = new Fetcher(settings, listener);
    String plain = place.replaceFirst("[?#].*$", "");
    String name = plain.substring(plain.lastIndexOf('/') + 1);
    if (Entries.isNamed(name)) {
      return fetch(fetcher, place, shown, name).stream().toList();
    }
    SortedSet<String> ecosystems = new TreeSet<>();
    questions.forEach(question -> ecosystems.add(question.key().ecosystem()));
    List<Part> parts = new ArrayList<>();
    for (String ecosystem : ecosystems) {
      mirrored(fetcher, ecosystem)
          .or(() -> mirrored(fetcher, PackageKey.family(ecosystem)))
          .filter(part -> parts.stream().noneMatch(one -> one.name().equals(part.name())))
          .ifPresent(parts::add);
    }
    return parts;
  }

  /** What of a mirror is about an ecosystem. */
  private Optional<Part> mirrored(Fetcher fetcher, String ecosystem) {
    String name = ecosystem + "/all.zip";
    String url = place.endsWith("/") ? place : place + "/";
    return fetch(fetcher, url + name.replace(" ", "%20"), shown + " " + name, name);
  }

  private static Optional<Part> fetch(Fetcher fetcher, String url, String title, String name) {
    return fetcher
        .fetch(new FetchRequest(url, "fetch:" + title, title, Acceptor.ANY))
        .map(file -> new Part(name, file.file(), file.sha256()));
  }

  private List<Part> local() {
    try {
      Path named = directory.resolve(place);
      if (Files.isRegularFile(named)) {
        String name = String.valueOf(named.getFileName());
        return Entries.isNamed(name) ? List.of(part(named, name)) : List.of();
      }
      if (!Files.isDirectory(named)) {
        return List.of();
      }
      List<Part> parts = new ArrayList<>();
      for (Path file : files(named)) {
        parts.add(part(file, named.relativize(file).toString().replace('\\', '/')));
      }
      return parts;
    } catch (InvalidPathException e) {
      throw AdvisoryProblems.missing(shown);
    } catch (IOException e) {
      throw AdvisoryProblems.damaged(shown, IoReason.of(e), e);
    } catch (UncheckedIOException e) {
      throw AdvisoryProblems.damaged(shown, IoReason.of(e.getCause()), e);
    }
  }

  /** Sorted by their names below the folder; hidden ones are none of the database. */
  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return all.filter(file -> Entries.isNamed(String.valueOf(file.getFileName())))
          .filter(file -> !("/" + folder.relativize(file)).replace('\\', '/').contains("/."))
          .filter(Files::isRegularFile)
          .sorted((one, other) -> folder.relativize(one).toString().compareTo(folder.relativize(other).toString()))
          .toList();
    }
  }

  private Part part(Path file, String name) throws IOException {
    if (Files.size(file) < LARGE) {
      return new Part(name, file, Digest.of(Files.readAllBytes(file)).hex());
    }
    CachedFile known =
        new Fetcher(settings, Listener.SILENT)
            .fetch(
                new FetchRequest(file.toUri().toString(), "fetch:" + name, name, Acceptor.ANY))
            .orElseThrow(() -> AdvisoryProblems.missing(shown));
    return new Part(name, file, known.sha256());
  }
}
