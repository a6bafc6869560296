import com.sun.net.httpserver.HttpServer
import java.util.concurrent.CopyOnWriteArrayList

def channel = new File(basedir, '../../../../hermetic-testkit/target/sample-channel').canonicalFile
assert new File(channel, 'noarch/repodata.json.zst').isFile()
def asked = new CopyOnWriteArrayList<String>()
def server = HttpServer.create(new InetSocketAddress(InetAddress.loopbackAddress, 0), 0)
server.createContext('/') { exchange ->
    asked.add(exchange.requestMethod + ' ' + exchange.requestURI.path)
    def file = new File(channel, exchange.requestURI.path)
    def bytes = file.isFile() ? file.bytes : new byte[0]
    exchange.sendResponseHeaders(file.isFile() ? 200 : 404, bytes.length ?: -1)
    exchange.responseBody.withStream { if (bytes) it.write(bytes) }
    exchange.close()
}
server.start()
context.put('server', server)
context.put('asked', asked)
new File(basedir, '.mvn').mkdirs()
new File(basedir, '.mvn/maven.config').text = "-Dit.channel=http://127.0.0.1:${server.address.port}\n"
return true
