def lock = new File(basedir, 'conda-lock.yml').getText('UTF-8')
def log = new File(basedir, 'build.log').getText('UTF-8')

assert log.count('Nothing was written (hermetic.dryRun)') == 1
assert log.count('Wrote conda-lock.yml') == 3
// Told by the trial and by the update.
assert log.count('asked for: `numpy`') == 2
assert log.contains('`pandas` (environment.yml:9')

assert lock.contains('/numpy-2.2.6-py310_0.conda')
assert lock.contains('/openssl-3.5.4-h_0.conda')
assert lock.contains('/pandas-2.3.3-py310_0.conda')
