// Pipelines lie in the root of a repository.
new File(basedir, '.git').mkdirs()
return true
