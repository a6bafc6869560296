import groovy.json.JsonSlurper

def log = new File(basedir, 'build.log').getText('UTF-8')
def layout = new File(basedir, 'target/hermetic/image/layout')
def json = { String digest -> new JsonSlurper().parse(new File(layout, "blobs/sha256/${digest.substring(7)}")) }

def index = new JsonSlurper().parse(new File(layout, 'index.json'))
def manifest = json(index.manifests[0].digest)
def config = json(manifest.config.digest)
assert config.config.Cmd == ['greet', 'you, and me']
assert config.config.WorkingDir == '/app'
assert config.config.User == '65532:65532'
assert config.config.Env.contains('GREETING=Hello')
assert config.created == '2026-11-01T00:00:00Z'
assert manifest.annotations['org.opencontainers.image.title'] == 'image-push-dockerfile'
assert new File(basedir, 'target/image.tar').length() > 0

// The second run, offline, made the same image.
assert log.count('Image image-push-dockerfile:1 in target/hermetic/image/layout') == 2
assert log.contains('The same image as before')
assert (log =~ /\nDigest (sha256:[0-9a-f]{64})|INFO\] Digest (sha256:[0-9a-f]{64})\n/).collect { it[2] ?: it[1] }.unique() == [index.manifests[0].digest]

assert log.contains('HERM-IMAGE-024 hermetic.image.to: is not set: where to push the image is not known')
def dockerfile = new File(basedir, "target/hermetic/Dockerfile").text
assert dockerfile.contains("FROM --platform=linux/amd64 docker.io/base/image@sha256:2222")
assert dockerfile.contains("CMD [\"greet\", \"you, and me\"]")
// Neither an image nor a Dockerfile is made of a lock that does not answer.
assert log.count('HERM-CHECK-005 other.yml:5:5: `missing-from-the-lock` is not in the lock') == 2
assert log.contains("'x' is no port")
assert log.contains("'tiny' is neither a policy nor a file of the project")
return true
