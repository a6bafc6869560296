def log = new File(basedir, 'build.log').getText('UTF-8')
assert log =~ /\[ERROR\] HERM-LOCK-\d+ conda-lock\.yml: /
assert log.contains('hermetic:lock')
assert !log.contains('\tat ')
assert !new File(basedir, 'conda-lock.yml').exists()
