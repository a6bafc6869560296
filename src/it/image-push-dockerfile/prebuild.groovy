def channel = new File(basedir, '../../../../hermetic-testkit/target/greeting-channel').canonicalFile
assert new File(channel, 'linux-64/repodata.json.zst').isFile()
new File(basedir, '.mvn').mkdirs()
new File(basedir, '.mvn/maven.config').text = "-Dit.channel=file://${channel}\n"
return true
