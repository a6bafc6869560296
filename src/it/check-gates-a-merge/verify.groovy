def log = new File(basedir, 'build.log').getText('UTF-8')
def (good, edited, skipped) = log.split('Scanning for projects').drop(1)

assert good.contains('[INFO] good/conda-lock.yml answers its environment: 3 packages, 1 platform')
assert good.contains('[INFO] Wrote .github/workflows/hermetic.yml')
assert good.contains('HERM-CI-006 hermetic.image.to: is not set, so step 5 of the pipelines fails')
assert !good.contains('HERM-CI-006 pom.xml')
assert new File(basedir, '.github/workflows/hermetic-update.yml').text.contains("track: ['stable']")
assert edited.contains('HERM-CI-004 .gitlab/hermetic.gitlab-ci.yml: is missing')
assert edited.contains('HERM-CI-005 .github/workflows/hermetic.yml: was written by hermetic:ci')

// Everything at once, each with its line, as a failure of the project rather than of the plugin.
def lines = new File(basedir, 'edited/conda-lock.yml').readLines()
def at = { text -> 'edited/conda-lock.yml:' + (lines.findIndexOf { it.contains(text) } + 1) }
assert edited.contains("HERM-LOCK-007 ${at('md5: 333')}")
assert edited.contains('HERM-CHECK-006 environment.yml:8:5: `numpy>=1.24` is not met by numpy 1.22.0')
assert edited.contains("HERM-CHECK-018 ${at('version: 1.22.0')}")
assert edited.contains("HERM-CHECK-015 ${at("libblas: '>=4'")}")
assert edited.contains("HERM-CHECK-014 ${at('openssl')}")
assert edited.contains('  Fix: run `mvn hermetic:lock` and commit edited/conda-lock.yml')
assert log.contains('MojoFailureException')
assert !log.contains('\tat dev.hermetic')

assert skipped.contains('Skipped: hermetic.skip or hermetic.check.skip is set')
