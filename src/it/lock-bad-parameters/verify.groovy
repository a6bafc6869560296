def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.contains("[ERROR] HERM-PARAM-001 parameter hermetic.platforms: 'Mac' is not a platform")
assert log.contains("[ERROR] HERM-PARAM-001 parameter hermetic.pip: 'maybe' is not a choice")
assert !log.contains('\tat ')
