import dev.hermetic.testkit.LoopbackRegistry
import java.security.KeyPairGenerator
import java.security.spec.ECGenParameterSpec

def channel = new File(basedir, '../../../../hermetic-testkit/target/greeting-channel').canonicalFile
assert new File(channel, 'linux-64/repodata.json.zst').isFile()

// Closed by verify.groovy, or with Maven.
def registry = LoopbackRegistry.start()
context.put('registry', registry)

def pem = { String label, byte[] bytes ->
    "-----BEGIN ${label}-----\n${Base64.getMimeEncoder(64, '\n'.bytes).encodeToString(bytes)}\n-----END ${label}-----\n"
}
def keys = KeyPairGenerator.getInstance('EC')
keys.initialize(new ECGenParameterSpec('secp256r1'))
def pair = keys.generateKeyPair()
new File(basedir, 'cosign.key').text = pem('PRIVATE KEY', pair.private.encoded)
new File(basedir, 'cosign.pub').text = pem('PUBLIC KEY', pair.public.encoded)
new File(basedir, 'other.pub').text = pem('PUBLIC KEY', keys.generateKeyPair().public.encoded)

new File(basedir, '.mvn').mkdirs()
new File(basedir, '.mvn/maven.config').text = "-Dit.channel=file://${channel}\n-Dit.registry=${registry.host()}\n"
return true
