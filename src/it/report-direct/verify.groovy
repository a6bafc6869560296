def folder = new File(basedir, 'target/site/hermetic')
def page = new File(folder, 'specs.html').getText('UTF-8')
def log = new File(basedir, 'build.log').getText('UTF-8')
assert page.contains('pytorch=2.1')
assert page.contains('2.1.2')
assert new File(folder, 'lock.json').isFile()
assert new File(folder, 'index.html').getText('UTF-8').contains('Every spec is met, on every platform.')
// Nothing else was done yet, and the pages say how it is done.
assert new File(folder, 'reproducibility.html').getText('UTF-8').contains('mvn hermetic:reproduce')
assert new File(folder, 'report.json').isFile()
assert log.contains('Report: ')
// Works offline, from file: nothing is loaded from elsewhere.
assert !(page =~ /(src|href)="https?:[^"]*\.(js|css)"/)
