def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.contains("[ERROR] HERM-PARAM-001 parameter hermetic.platforms: 'Mac' is not a platform")
assert log.contains("[ERROR] HERM-PARAM-001 parameter hermetic.pip: 'maybe' is not a choice")
assert log.count('HERM-PARAM-003') == 1
assert log.contains('[WARNING] HERM-PARAM-003 property hermetic.channel: no goal of Hermetic reads it, so it has no ' +
    'effect; hermetic.channels may be meant')
assert !log.contains('\tat ')
