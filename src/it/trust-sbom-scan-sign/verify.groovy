import groovy.json.JsonSlurper

def registry = context.get('registry')
def log = new File(basedir, 'build.log').getText('UTF-8')
def digest = new JsonSlurper().parse(new File(basedir, 'target/hermetic/image/image.json')).digest

def tag = digest.replace(':', '-')
assert registry.tags('team/app').keySet() == ['1', tag + '.att', tag + '.sig'] as Set
registry.close()
// The last build had no key to sign with, so it has not pushed its tag either.
assert log.contains('HERM-ATTEST-003 other.pub: it is a public key')

// What goals did is told once, with the time that it took.
assert log.count("Signed ${registry.host()}/team/app@${digest} (") == 1 && log.count('Signed ') == 1
assert log.count('Pushed ') == 1
assert log.contains('  with sbom target/hermetic/sbom/bom-linux-64.cdx.json')
assert log.contains('  with sbom target/hermetic/sbom/bom-linux-64.spdx.json')
assert log.contains('  with scan target/hermetic/scan/scan.json')
assert log.contains('  The file target/hermetic/sbom/bom-linux-64.cdx.json is the signed one')
assert log.count("Verified ${registry.host()}/team/app@${digest} (") == 1 && log.count('Verified ') == 1
assert log.contains('  Made from conda-lock.yml: the packages for linux-64 with their digests (1)')
assert log.contains("HERM-SIGN-011 ${registry.host()}/team/app@${digest}: none of the 10 signatures and statements beside it can be believed")
// One wrong key is one problem.
assert log.count("HERM-SIGN-011 ") == 1

assert log =~ /wave 1\.0  critical 9\.8  PYSEC-2026-1 +1\.1/

def audit = new java.util.zip.ZipFile(new File(basedir, 'target/hermetic/trust-sbom-scan-sign-1-audit.zip'))
def names = audit.stream().collect { it.name }
assert names.containsAll(['README.md', 'SHA256SUMS', 'lock/conda-lock.yml', 'lock/environment.yml',
    'sbom/bom-linux-64.cdx.json', 'sbom/bom-linux-64.spdx.json', 'scan/scan.json', 'image/manifest.json', 'prefix/hermetic-manifest.tsv', 'signatures/provenance.sigstore.json'])
audit.close()
return true
