'use strict';

// Solves the requests of a file, one after the other, with rattler's WebAssembly build.
//
// Usage: node solve.cjs requests.json
//
// The file: {"channel": URL, "folder": where the channel's subdirs lie, "requests":
// [{"platform", "specs", "virtualPackages": [[name, version, build]]}]}. Writes one line of JSON a
// request: {"platform", "files": [...]}. Repodata come from the folder; nothing is asked of a
// network.

const fs = require('node:fs');
const path = require('node:path');

const task = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const origin = new URL(task.channel);

globalThis.fetch = async (request) => {
  const url = new URL(request.url);
  const inside = path.posix.relative(origin.pathname, url.pathname);
  const file = path.join(task.folder, inside);
  const found = url.host === origin.host && !inside.startsWith('..') && fs.existsSync(file);
  const response = new Response(found ? fs.readFileSync(file) : '', {
    status: found ? 200 : 404,
  });
  // The library reads the address back, which a response made by hand does not have.
  Object.defineProperty(response, 'url', { value: request.url });
  return response;
};

const { simpleSolve } = require('@conda-org/rattler');

// The library's one way to say what the target machine has: packages that are installed already.
function installed([name, version, build], platform) {
  const filename = `${name}-${version}-${build}.conda`;
  return {
    url: `https://virtual.invalid/${platform}/${filename}`,
    packageName: name,
    version,
    build,
    buildNumber: 0,
    filename,
    depends: [],
    subdir: platform,
  };
}

async function main() {
  for (const { platform, specs, virtualPackages } of task.requests) {
    const solved = await simpleSolve(
      specs,
      [task.channel],
      [platform, 'noarch'],
      virtualPackages.map((one) => installed(one, platform)),
    );
    const files = solved.map((one) => one.filename).filter((name) => !name.startsWith('__'));
    process.stdout.write(JSON.stringify({ platform, files: files.sort() }) + '\n');
  }
}

main().catch((failure) => {
  process.stderr.write(String(failure) + '\n');
  process.exitCode = 1;
});
