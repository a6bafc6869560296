def server = context.get('server')
try {
    def log = new File(basedir, 'build.log').getText('UTF-8')
    assert log.count('Wrote conda-lock.yml') == 1
    assert log.count('conda-lock.yml is unchanged') == 1
    // One online run asks for each file once at most; the offline ones ask for nothing.
    assert server.requests().findAll { it.method() == 'GET' }.countBy { it.path() }.every { it.value == 1 }
    assert server.requests().every { !it.path().contains('osx-64') }
    assert log =~ /\[ERROR\] HERM-NET-\d+ /
} finally {
    server.close()
}
