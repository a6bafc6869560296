def folder = new File(basedir, 'target/site/hermetic')
def page = new File(folder, 'index.html').getText('UTF-8')
def log = new File(basedir, 'build.log').getText('UTF-8')
assert page.contains('pytorch=2.1')
assert page.contains('2.1.2')
assert new File(folder, 'lock.json').isFile()
assert log.contains('Report: ')
// Works offline, from file: nothing is loaded from elsewhere.
assert !(page =~ /(src|href)="https?:[^"]*\.(js|css)"/)
