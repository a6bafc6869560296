def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.count('Wrote conda-lock.yml') == 2
assert log.count('conda-lock.yml is up to date') == 1
assert new File(basedir, 'conda-lock.yml').text.contains('name: numpy')
