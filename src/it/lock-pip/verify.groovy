def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.count('Wrote conda-lock.yml') == 1
assert log.count('conda-lock.yml is up to date') == 1
assert log.contains('conda-lock.yml answers its environment')

def lock = new File(basedir, 'conda-lock.yml').getText('UTF-8')
def pip = lock.split('(?m)^- name: ').findAll { it.contains('manager: pip') }
def of = { name, platform -> pip.find { it.startsWith(name + '\n') && it.contains("platform: $platform") } }
assert of('greeting', 'linux-64').contains("version: '1.1'")
assert of('greeting', 'linux-64').contains("numpy: '>=1.20'")
assert of('greeting', 'win-64') == null
assert of('politeness', 'linux-64').contains("version: '2.0'")
assert of('politeness', 'win-64').contains("version: '2.0'")
assert !pip.any { it.startsWith('numpy\n') }

def explicit = new File(basedir, 'conda-linux-64.lock').text
assert explicit.contains('# pip greeting @ file://')
def pylock = new File(basedir, 'pylock.win-64.toml').text
assert pylock.contains('name = "politeness"') && !pylock.contains('greeting')
// The table of what was asked for has it too.
assert log.readLines().any { it =~ /greeting\[loud\].*1\.1/ }
