def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.count('Wrote conda-lock.yml') == 1
assert log.count('conda-lock.yml is unchanged') == 1
assert !basedir.list().any { it.endsWith('.tmp') }
