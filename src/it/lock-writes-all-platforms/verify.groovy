def lock = new File(basedir, 'conda-lock.yml').getText('UTF-8')
def log = new File(basedir, 'build.log').getText('UTF-8')

['linux-64', 'osx-64', 'osx-arm64', 'win-64'].each { platform ->
    def explicit = new File(basedir, "conda-${platform}.lock").getText('UTF-8')
    assert explicit.contains('@EXPLICIT')
    assert explicit.contains('/numpy-1.26.4-py310_0.conda#')
    assert explicit.contains("/${platform}/")
    assert !explicit.contains('\r')
    assert lock.contains("platform: ${platform}")
}
assert new File(basedir, 'conda-linux-64.lock').text.contains('/pytorch-2.1.2-cpu_generic_py310_4.conda')
assert !new File(basedir, 'conda-win-64.lock').text.contains('pytorch')
assert lock.contains('version: 1')
assert lock.contains('name: spacy')

assert log.contains('Wrote conda-lock.yml')
assert log.contains('Wrote conda-linux-64.lock')
assert log.contains('pytorch=2.1')
// A log gets lines, no redrawing.
assert !log.contains('\u001b[K')
