import com.sun.net.httpserver.HttpServer

def channel = new File(basedir, '../../../../hermetic-testkit/target/sample-channel').canonicalFile
assert new File(channel, 'noarch/repodata.json.zst').isFile()
// /open/ serves the sample channel, anything else is denied.
def server = HttpServer.create(new InetSocketAddress(InetAddress.loopbackAddress, 0), 0)
server.createContext('/') { exchange ->
    def path = exchange.requestURI.path
    def file = new File(channel, path.replaceFirst('^/open/', ''))
    def open = path.startsWith('/open/')
    def found = open && file.isFile()
    def head = exchange.requestMethod == 'HEAD'
    def bytes = found && !head ? file.bytes : new byte[0]
    exchange.sendResponseHeaders(open ? (found ? 200 : 404) : 403, bytes.length ?: -1)
    if (bytes) exchange.responseBody.withStream { it.write(bytes) }
    exchange.close()
}
server.start()
context.put('server', server)
new File(basedir, '.mvn').mkdirs()
new File(basedir, '.mvn/maven.config').text = "-Dit.server=http://127.0.0.1:${server.address.port}\n"
return true
