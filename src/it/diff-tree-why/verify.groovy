import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').getText('UTF-8')
// diff
assert log =~ /\[INFO\] old\.yml (->|→) conda-lock\.yml/
assert log =~ /\[INFO\] \* app  1\.0 (->|→) 2\.0/
assert log.contains('`app>=2` rules out 1.0 (environment.yml:4)')
assert log.contains('app 2.0 needs `lib >=2`')
// tree
assert log.contains('[INFO] linux-64: 1 asked for, 1 brought along')
assert log =~ /\[INFO\] (`-|└─) lib 2\.1  >=2/
// why
assert log =~ /`app>=2` \(environment\.yml:4\): app 2\.0 (->|→) lib 2\.1/
assert log.contains('Whether it could be newer is unknown')
// what looks like an option is none
assert log.contains("HERM-GIT-001 revision '--output=x'")
assert !new File(basedir, 'x').exists()
def json = new JsonSlurper().parse(new File(basedir, 'target/diff.json'))
assert json.format == 'hermetic-lock-diff/1'
assert json.changes*.name == ['app', 'lib']
