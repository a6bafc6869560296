context.get('server').stop(0)
def log = new File(basedir, 'build.log').getText('UTF-8')
def runs = log.split('--- hermetic[:-]').drop(1)
assert runs.size() == 5
def (denied, told, open, locked, again) = runs

assert denied =~ /\[ERROR\]   +RED +\S+\/denied\/linux-64 +the server denies access \(HTTP 403\)/
assert denied =~ /Fix: add a server with id 127\.0\.0\.1 in settings\.xml/
assert denied =~ /\[ERROR\] HERM-DOC-001 hermetic:doctor: \d+ of \d+ checks are red: /
assert denied.contains('BUILD FAILURE')

assert told =~ /\[WARNING\]   RED +\S+\/denied\/linux-64/
assert told.contains('BUILD SUCCESS')

assert open =~ /ok +\S+\/open +http:\S+; credentials: none; proxy: none/
assert open =~ /ok +\S+\/open\/linux-64 +repodata/
assert open =~ /\[WARNING\]   yellow +conda-lock\.yml/
assert open =~ / 0 red/

assert again =~ /ok +conda-lock\.yml +answers the environment files/
assert again =~ /ok +Maven +\d/
// Sample projects run so, on a Java that tells; the build itself may be on another.
if (System.getProperty('java.vm.name').endsWith('Server VM')) {
    assert again =~ /ok +Java +\d.* of memory; without the optimising compiler/
}
assert again =~ /ok +content +[1-9]\d* files/
assert again.contains('__archspec')
assert !log.contains('\tat ')
