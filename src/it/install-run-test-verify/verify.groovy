def log = new File(basedir, 'build.log').getText('UTF-8')
def env = new File(basedir, 'target/hermetic/env').canonicalFile
// The phase test installs, and its program has the activated environment.
assert log.contains("Hello, test, from ${env}")
assert log.contains("Hello, the world, from ${env}")
assert log.contains('HERM-INST-018 hermetic.command: greet ended with exit code 3')
assert log.contains('[WARNING] HERM-INST-018 hermetic.test.command: greet ended with exit code 3; the build goes on')
assert log.count('[ERROR] HERM-IMAGE-022 sha256:') == 1
def quiet = log.substring(log.lastIndexOf('BUILD SUCCESS'))
assert quiet.contains('[ERROR] lost: bin/greet (greet-1.0-') && quiet.contains('[ERROR] added: extra')
assert !quiet.contains('Intact')
assert log.contains('HERM-INST-014 hermetic.platform: programs of osx-64 do not run on this machine')
// Installed once: everyone else finds it as locked, with one digest.
assert log.count('Installed target/hermetic/env') == 1
assert log.count('Up to date: target/hermetic/env') == 5
assert log.count('Intact: target/hermetic/env') == 2
assert (log =~ /Digest sha256:([0-9a-f]{64}) \(for \/opt\/conda\/envs\/greeting\)/).collect { it[1] }.unique().size() == 1
assert new File(env, 'conda-meta/state').text.contains('"GREETING": "Hello"')
// What was locked and installed, once each, and the deployment are in the ledger.
def events = new File(basedir, 'hermetic-ledger.jsonl').readLines().collect { new groovy.json.JsonSlurper().parseText(it) }
assert events*.kind == ['lock', 'install'] + ['reproduce'] * 5 + ['deployment']
assert events[1].data.packages == 1 && events[1].data.purpose == 'env' && events[1].platform == 'linux-64'
assert events[1].lock.length() == 64 && events[1].machine.os == 'linux'
assert events[7].data == [outcome: 'failure', reason: 'drift']
assert log.contains('HERM-LEDGER-020 hermetic-ledger.jsonl: 1 of 1 failed')
// Built twice, the same; what the program prints has the folder in which it was built.
assert log.contains('R of the prefix = 2/2 (95 %: 0.34 to 1.00), one machine, 2 conditions')
assert log.contains('HERM-REPRODUCE-001 R of the output: is 0/2, but expected at least 1')
assert log.contains('path at offset ')
assert log.contains('Without the lock, from 2026-01-01 to 2026-01-02: ')
def of = { question, run -> events.find { it.data.question == question && it.data.run == run }.data }
assert of('prefix', 1).conditions.cache == 'warm' && of('prefix', 2).conditions.cache == 'cold'
assert of('prefix', 1).result == of('prefix', 2).result && of('output', 2).difference.cause == 'path'
