def log = new File(basedir, 'build.log').getText('UTF-8')
def env = new File(basedir, 'target/hermetic/env').canonicalFile
// The phase test installs, and its program has the activated environment.
assert log.contains("Hello, test, from ${env}")
assert log.contains("Hello, the world, from ${env}")
assert log.contains('HERM-INST-018 hermetic.command: greet ended with exit code 3')
assert log.contains('HERM-INST-014 hermetic.platform: programs of osx-64 do not run on this machine')
// Installed once: everyone else finds it as locked, with one digest.
assert log.count('Installed target/hermetic/env') == 1
assert log.count('Up to date: target/hermetic/env') == 3
assert log.count('Intact: target/hermetic/env') == 2
assert (log =~ /Digest sha256:([0-9a-f]{64}) \(for \/opt\/conda\/envs\/greeting\)/).collect { it[1] }.unique().size() == 1
assert new File(env, 'conda-meta/state').text.contains('"GREETING": "Hello"')
// What was locked and installed, once each, and the deployment are in the ledger.
def events = new File(basedir, 'hermetic-ledger.jsonl').readLines().collect { new groovy.json.JsonSlurper().parseText(it) }
assert events*.kind == ['lock', 'install', 'deployment']
assert events[1].data.packages == 1 && events[1].data.purpose == 'env' && events[1].platform == 'linux-64'
assert events[1].lock.length() == 64 && events[1].machine.os == 'linux'
assert events[2].data == [outcome: 'failure', reason: 'drift']
assert log.contains('HERM-LEDGER-020 hermetic-ledger.jsonl: 1 of 1 failed')
