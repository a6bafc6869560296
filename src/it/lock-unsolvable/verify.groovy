def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.contains('[ERROR] HERM-SOLVE-001 ')
assert log.contains('numpy>=2')
assert log.contains('pytorch=2.1')
assert log.contains('  Fix: ')
assert !log.contains('\tat ')
// A failure leaves what was there.
assert new File(basedir, 'conda-lock.yml').text == '# The lock of an earlier request.\nversion: 1\nmetadata:\n  content_hash: {}\n  channels: []\n  platforms:\n  - linux-64\n  sources: []\npackage: []\n'
assert !new File(basedir, 'conda-linux-64.lock').exists()
