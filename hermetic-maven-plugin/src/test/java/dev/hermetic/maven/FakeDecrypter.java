package dev.hermetic.maven;

import java.util.ArrayList;
import java.util.List;
import org.apache.maven.settings.Proxy;
import org.apache.maven.settings.Server;
import org.apache.maven.settings.building.DefaultSettingsProblem;
import org.apache.maven.settings.building.SettingsProblem;
import org.apache.maven.settings.crypto.SettingsDecrypter;
import org.apache.maven.settings.crypto.SettingsDecryptionRequest;
import org.apache.maven.settings.crypto.SettingsDecryptionResult;

/** In place of Maven's, which needs a master password: {@code {x}} is {@code x}, encrypted. */
final class FakeDecrypter implements SettingsDecrypter {
  @Override
  public SettingsDecryptionResult decrypt(SettingsDecryptionRequest request) {
    List<SettingsProblem> problems = new ArrayList<>();
    List<Server> servers = new ArrayList<>();
    for (Server server : request.getServers()) {
      Server copy = server.clone();
      copy.setPassword(plain(server.getPassword(), problems));
      servers.add(copy);
    }
    List<Proxy> proxies = new ArrayList<>();
    for (Proxy proxy : request.getProxies()) {
      Proxy copy = proxy.clone();
      copy.setPassword(plain(proxy.getPassword(), problems));
      proxies.add(copy);
    }
    return new Result(servers, proxies, problems);
  }

  private static String plain(String password, List<SettingsProblem> problems) {
    if ("{broken}".equals(password)) {
      problems.add(
          new DefaultSettingsProblem(
              "no", SettingsProblem.Severity.ERROR, "settings.xml", 1, 1, null));
      return password;
    }
    return password == null ? null : password.replaceAll("^\\{|\\}$", "");
  }

  private record Result(List<Server> servers, List<Proxy> proxies, List<SettingsProblem> problems)
      implements SettingsDecryptionResult {
    @Override
    public Server getServer() {
      return servers.get(0);
    }

    @Override
    public List<Server> getServers() {
      return servers;
    }

    @Override
    public Proxy getProxy() {
      return proxies.get(0);
    }

    @Override
    public List<Proxy> getProxies() {
      return proxies;
    }

    @Override
    public List<SettingsProblem> getProblems() {
      return problems;
    }
  }
}
