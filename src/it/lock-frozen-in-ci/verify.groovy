def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.count('Wrote conda-lock.yml') == 1
assert log.count('conda-lock.yml is up to date') == 2
