package dev.hermetic.pypi.simple;

import dev.hermetic.fetch.Acceptor;
import dev.hermetic.fetch.CachedFile;
import dev.hermetic.fetch.ContentRequest;
import dev.hermetic.fetch.FetchRequest;
import dev.hermetic.fetch.Fetcher;
import dev.hermetic.fetch.Pin;
import dev.hermetic.fetch.PinnedRequest;
import dev.hermetic.problem.HermeticException;
import dev.hermetic.pypi.metadata.CoreMetadata;
import dev.hermetic.pypi.metadata.InvalidMetadataException;
import dev.hermetic.pypi.metadata.MetadataReader;
import dev.hermetic.pypi.requirement.ProjectName;
import dev.hermetic.pypi.wheel.SdistMetadata;
import dev.hermetic.pypi.wheel.WheelMetadata;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Brings the metadata of distributions, with as few bytes as the server allows: from the cache, from
 * beside the file (PEP 658), out of the end of a wheel, else out of the whole file. No code of the
 * distribution is run.
 */
public final class MetadataLoader {
  private static final int MOST_BYTES = 8 << 20;

  private final Fetcher fetcher;
  private final Path cacheDirectory;
  private final InstantSource clock;

  /**
   * @param cacheDirectory the same as the fetcher's
   */
  public MetadataLoader(Fetcher fetcher, Path cacheDirectory, InstantSource clock) {
    this.fetcher = fetcher;
    this.cacheDirectory = cacheDirectory;
    this.clock = clock;
  }

  /**
   * The metadata of a file.
   *
   * @param name the project that the file is of
   * @throws InvalidMetadataException when the distribution cannot be used: it is damaged, of another
   *     project, or a source distribution that does not say what it needs
   * @throws HermeticException HERM-NET-nnn, HERM-INDEX-003
   */
  public CoreMetadata load(DistributionFile file, ProjectName name) {
    CoreMetadata metadata = MetadataReader.read(bytes(file, name));
    if (!metadata.name().equals(name)) {
      throw new InvalidMetadataException("its metadata are of another project, " + metadata.name());
    }
    if (!file.isWheel() && !metadata.isStatic()) {
      throw new InvalidMetadataException(
          "it is a source distribution whose metadata are not static (PEP 643), so what it needs is"
              + " known only after it was built");
    }
    return metadata;
  }

  private byte[] bytes(DistributionFile file, ProjectName name) {
    String sha256 = file.sha256();
    try {
      if (sha256 == null) {
        return fetch(file, name);
      }
      Optional<byte[]> known = MetadataStore.read(cacheDirectory, sha256, clock.instant());
      if (known.isPresent()) {
        return known.get();
      }
      byte[] bytes = fetch(file, name);
      MetadataStore.write(cacheDirectory, sha256, bytes);
      return bytes;
    } catch (IOException e) {
      throw new HermeticException(
          IndexProblems.unreadable(file.fileName(), String.valueOf(e.getMessage())), e);
    }
  }

  private byte[] fetch(DistributionFile file, ProjectName name) throws IOException {
    Optional<byte[]> beside = file.metadata().offered() ? beside(file) : Optional.empty();
    if (beside.isPresent()) {
      return beside.get();
    }
    if (file.isWheel() && file.url().startsWith("http")) {
      Optional<byte[]> parts = inParts(file, name);
      if (parts.isPresent()) {
        return parts.get();
      }
    }
    Path whole = whole(file).file();
    if (!file.isWheel()) {
      return SdistMetadata.read(whole);
    }
    try (SeekableByteChannel channel = Files.newByteChannel(whole)) {
      return WheelMetadata.read(channel, name);
    } catch (IOException e) {
      throw noZip(e);
    }
  }

  private static InvalidMetadataException noZip(IOException e) {
    return new InvalidMetadataException("it is no whole ZIP file: " + e.getMessage());
  }

  private Optional<byte[]> beside(DistributionFile file) throws IOException {
    String url = file.fetched(file.url() + ".metadata");
    String title = file.fileName() + ".metadata";
    String sha256 = file.metadata().sha256();
    if (sha256 != null) {
      return fetcher.fetch(new ContentRequest(url, sha256, title, MOST_BYTES));
    }
    Optional<CachedFile> fetched =
        fetcher.fetch(new FetchRequest(url, "fetch:" + title, title, Acceptor.ANY));
    if (fetched.isPresent() && fetched.get().size() > MOST_BYTES) {
      throw new InvalidMetadataException("its metadata have more than " + MOST_BYTES + " bytes");
    }
    return fetched.isPresent()
        ? Optional.of(Files.readAllBytes(fetched.get().file()))
        : Optional.empty();
  }

  private Optional<byte[]> inParts(DistributionFile file, ProjectName name) throws IOException {
    Optional<RemoteChannel> remote =
        RemoteChannel.open(fetcher, file.fetched(file.url()), file.fileName());
    if (remote.isEmpty()) {
      return Optional.empty();
    }
    try (RemoteChannel channel = remote.get()) {
      return Optional.of(WheelMetadata.read(channel, name));
    } catch (IOException e) {
      if (RemoteChannel.isUnsuitable(e)) {
        return Optional.empty();
      }
      throw noZip(e);
    }
  }

  /** The file itself; by its digest where that is known, so that installing finds it in the cache. */
  private CachedFile whole(DistributionFile file) {
    String url = file.fetched(file.url());
    String stage = "fetch:" + file.fileName();
    String sha256 = file.sha256();
    Optional<CachedFile> fetched =
        sha256 == null
            ? fetcher.fetch(new FetchRequest(url, stage, file.fileName(), Acceptor.ANY))
            : fetcher.fetch(
                new PinnedRequest(
                    url, new Pin(sha256, null, file.size()), stage, file.fileName()));
    return fetched.orElseThrow(
        () -> new InvalidMetadataException("its file is not on the server"));
  }
}
