import dev.hermetic.testkit.ChannelServer
import dev.hermetic.testkit.SampleChannel

def channel = SampleChannel.write(new File(basedir, 'target/channel').toPath())
def server = ChannelServer.serving(channel)
context.put('server', server)
new File(basedir, '.mvn').mkdirs()
new File(basedir, '.mvn/maven.config').text = "-Dit.channel=${server.url()}\n"
