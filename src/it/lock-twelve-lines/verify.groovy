def readme = new File(basedir, '../../../../README.md').getText('UTF-8')
def shown = readme.substring(readme.indexOf('<project>'), readme.indexOf('</project>') + '</project>'.length())
assert shown.readLines() == new File(basedir, 'pom.xml').readLines()
assert shown.readLines().size() == 12

def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.count('Wrote conda-lock.yml') == 1
assert log.count('conda-lock.yml is up to date') == 1
assert new File(basedir, 'target/site/hermetic/index.html').isFile()
