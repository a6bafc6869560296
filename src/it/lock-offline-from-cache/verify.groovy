context.get('server').stop(0)
def asked = context.get('asked')
def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.count('Wrote conda-lock.yml') == 1
assert log.count('conda-lock.yml is unchanged') == 1
assert log =~ /\[ERROR\] HERM-NET-\d+ /
// The online run asks for each file once; the offline runs ask for nothing.
assert asked.any { it.contains('linux-64/repodata.json') }
assert asked.countBy { it }.every { it.value == 1 }
assert !asked.any { it.contains('osx-64') }
