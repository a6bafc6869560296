def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.count('Skipped: hermetic.skip or hermetic.lock.skip is set') == 2
assert !new File(basedir, 'conda-lock.yml').exists()
