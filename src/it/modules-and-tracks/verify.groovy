def log = new File(basedir, 'build.log').getText('UTF-8')
def runs = log.split('BUILD (?:SUCCESS|FAILURE)')
def (one, all, research, alone) = runs

assert alone.count("conda-lock.yml is up to date") == 1

assert one.count('Wrote conda-lock.yml') == 1
assert all.count('Wrote conda-lock.yml') == 1
assert all.count('conda-lock.yml is up to date') == 1
assert all.count('conda-lock.yml answers its environment: ') == 2
assert all.count('HERM-PARAM-003 property hermetic.platfroms: ') == 1
assert research.count('HERM-PARAM-003 property hermetic.platfroms: ') == 1
assert new File(basedir, 'first/conda-linux-64.lock').isFile()
assert new File(basedir, 'second/conda-linux-64.lock').isFile()
assert !new File(basedir, 'conda-lock.yml').exists()

// The aggregator and the module without an environment.
assert research.count('Skipped: this module has no environment files and no lock') == 6
assert research.count('Wrote research.conda-lock.yml') == 2
def first = new File(basedir, 'first/research.conda-lock.yml').text
assert first.contains('- linux-64') && first.contains('- osx-arm64')
assert first.contains('hermetic_exclude_newer: 2030-01-01=2030-01-02T00:00:00Z')
assert new File(basedir, 'first/research.conda-osx-arm64.lock').isFile()
def second = new File(basedir, 'second/research.conda-lock.yml').text
assert second.contains('name: numpy') && second.contains('- research.environment.yml')
assert second.contains('platform: win-64') && !second.contains('platform: linux-64')
assert !new File(basedir, 'second/conda-lock.yml').text.contains('name: numpy')

assert research.count('Wrote .github/workflows/hermetic.yml') == 1
def pipeline = new File(basedir, '.github/workflows/hermetic.yml').text
assert pipeline.contains('# Module first: folder=first lock=first/conda-lock.yml tracks=stable,research tests=lifecycle')
assert pipeline.contains('# Module second: folder=second lock=second/conda-lock.yml tracks=stable tests=lifecycle')
assert pipeline.contains("{track: 'research', modules: ':first'}")
def summary = new File(basedir, 'target/joint.md').text
assert summary.startsWith('<!-- hermetic:summary modules and tracks research -->\n## Environment first (research): passed')
assert summary.contains('\n## Environment second (research): passed')
assert alone.contains('conda-lock.yml answers its environment: ')
// Of one module alone the pipelines of all are known, and the root has its summary.
assert alone.contains('The pipelines are up to date')
assert new File(basedir, 'target/hermetic/summary.md').text.startsWith('<!-- hermetic:summary second -->\n')

assert log.contains("[ERROR] HERM-TRACK-002 parameter hermetic.track: there is no track 'reserch'; the POM has research")

// It is locked for a platform more, and with a date.
assert log.contains('HERM-TRACK-008 research.conda-lock.yml: ')

// A package that one module has and another lacks is told of the one; what none has is a problem.
def had = runs[6]
assert had.contains('numpy>=1.24') && had.contains('Nothing was written')
assert had.contains('Skipped: the lock has no package numpy')
assert had.contains('Skipped: `numpy` is neither locked nor asked for in an environment file')
assert runs[8].contains('[ERROR] In first:\n[ERROR] HERM-LOCK-123 conda-lock.yml: the lock has no package numpi')

// So is a track that one module has a lock of.
def track = runs[9]
assert track.count("Skipped: there is no track 'nightly'; the POM has research") == 1
assert track.contains('Skipped: the track has no lock that could become the stable one')
assert track.contains('Nothing is written: hermetic.dryRun is set') && track.contains('python')
assert runs[11].contains("[ERROR] In first:\n[ERROR] HERM-TRACK-002 ")
assert runs[11].contains('[ERROR] In second:\n[ERROR] HERM-LOCK-121 nightli.conda-lock.yml: ')
