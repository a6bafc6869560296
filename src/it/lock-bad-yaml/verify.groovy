def log = new File(basedir, 'build.log').getText('UTF-8')
assert log =~ /\[ERROR\] HERM-YAML-\d+ environment\.yml:\d+:\d+: /
assert !log.contains('\tat ')
assert !new File(basedir, 'conda-lock.yml').exists()
