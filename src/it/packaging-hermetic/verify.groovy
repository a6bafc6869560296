def readme = new File(basedir, '../../../../README.md').getText('UTF-8')
def shown = readme.substring(readme.indexOf('<project>'), readme.indexOf('</project>') + '</project>'.length())
assert shown.readLines() == new File(basedir, 'pom.xml').readLines()
assert shown.readLines().size() == 12

def log = new File(basedir, 'build.log').getText('UTF-8')
assert log.count('Wrote conda-lock.yml') == 1
assert log.count('conda-lock.yml is up to date') == 1
assert log.count('conda-lock.yml answers its environment: ') == 2
assert log.count(' (files unchanged since they were checked)') == 1
assert log.count('No image: hermetic.image.to names none') == 2
assert !log.contains('BUILD FAILURE')

// Names that conda-lock and mamba take as they come out of the repository.
def deployed = new File(basedir, 'target/repository/org/example/environment/1')
assert new File(deployed, 'environment-1.conda-lock.yml').bytes == new File(basedir, 'conda-lock.yml').bytes
assert new File(deployed, 'environment-1-linux-64.lock').bytes == new File(basedir, 'conda-linux-64.lock').bytes
assert new File(deployed, 'environment-1.pom').text.contains('<packaging>hermetic</packaging>')

// The bills of materials come along, of all platforms and of each.
for (name in ['cyclonedx', 'cyclonedx-linux-64', 'spdx', 'spdx-linux-64']) {
    def bill = new groovy.json.JsonSlurper().parse(new File(deployed, "environment-1-${name}.json"))
    assert name.startsWith('spdx')
        ? bill.spdxVersion == 'SPDX-2.3'
        : bill.metadata.component.purl == 'pkg:maven/org.example/environment@1'
}
