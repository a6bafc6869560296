assert new File(basedir, 'conda-lock.yml').isFile()
assert new File(basedir, 'conda-linux-64.lock').text.contains('/python-3.10.19-3_cpython.conda#')
assert !new File(basedir, 'conda-osx-64.lock').exists()
// Nothing lands in a folder named after an expression that has no value here.
assert !basedir.list().any { it.contains('${') }
def log = new File(basedir, 'build.log').getText('UTF-8')
// Maven knows no prefix `hermetic` without a POM.
assert log =~ /Fix: run `mvn dev\.hermetic:hermetic-maven-plugin:[^:]+:lock` and commit conda-lock\.yml/
assert log.contains('Next: mvn hermetic:lock, and commit what it writes')
assert log =~ /Would remove \d+ items? \(\S+ k?M?B\); \d+ items? \(\S+ k?M?B\) stays?/
// From here on there is a POM, and the lock stays what it was.
assert log.count('Wrote pom.xml') == 1
assert log.count('Kept pom.xml') == 1
assert log.contains('conda-lock.yml is up to date')
assert new File(basedir, '.gitignore').text == 'target/\n'
assert log =~ /Wrote \.mvn.jvm\.config: short builds take about half the processor time without Java's optimising compiler/
assert log =~ /Kept \.mvn.jvm\.config/
assert new File(basedir, '.mvn/jvm.config').text == '-XX:TieredStopAtLevel=1\n'
assert !log.contains('add the line -XX')
