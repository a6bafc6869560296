package dev.hermetic.lockfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hermetic.lockfile.Lockfile.LockedChannel;
import dev.hermetic.lockfile.PackageAddress.Distribution;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackageAddressTest {
  private static final String URL =
      "https://conda.anaconda.org/conda-forge/noarch/ca-certificates-2024.8.30-h_0.tar.bz2";

  @Test
  void of_addressOfConda_isTakenApart() {
    PackageAddress address = PackageAddress.of(URL + "#0123");

    assertThat(address.url()).isEqualTo(URL);
    assertThat(address.channel()).isEqualTo("https://conda.anaconda.org/conda-forge");
    assertThat(address.subdir()).isEqualTo("noarch");
    assertThat(address.fileName()).isEqualTo("ca-certificates-2024.8.30-h_0.tar.bz2");
    assertThat(address.distribution())
        .contains(new Distribution("ca-certificates", "2024.8.30", "h_0"));
  }

  @Test
  void of_epochThatIsEncoded_isDecoded() {
    assertThat(PackageAddress.of("https://h/c/linux-64/a-1%212.0-0.conda").distribution())
        .contains(new Distribution("a", "1!2.0", "0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.conda", "a-1.conda", "-1-0.conda", "a--0.conda", "a-1-.conda", "a-1-0.zip"})
  void of_otherFile_saysNothingOfTheDistribution(String file) {
    assertThat(PackageAddress.of("https://h/c/noarch/" + file).distribution()).isEmpty();
  }

  @Test
  void of_credentials_areMasked() {
    PackageAddress address = PackageAddress.of("https://me:secret@h/t/token/c/noarch/a-1-0.conda");

    assertThat(address.toString()).doesNotContain("secret").doesNotContain("token");
    assertThat(address.channel()).isEqualTo("https://***@h/t/***/c");
  }

  @Test
  void channelIn_listOfTheLock_isTheNameThatTheLockUses() {
    PackageAddress address = PackageAddress.of(URL);

    assertThat(
            address.channelIn(
                List.of(
                    new LockedChannel("forge", List.of()),
                    new LockedChannel("conda-forge/", List.of()))))
        .isEqualTo("conda-forge/");
    assertThat(address.channelIn(List.of())).isEqualTo("https://conda.anaconda.org/conda-forge");
  }
}
