def page = new File(basedir, 'target/site/hermetic/specs.html')
assert page.getText('UTF-8').contains('numpy&gt;=1.24') || page.getText('UTF-8').contains('numpy>=1.24')
assert new File(basedir, 'target/site/project-reports.html').getText('UTF-8').contains('hermetic/index.html')
