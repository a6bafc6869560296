// Verifies Sigstore bundles with Sigstore's own library, by a public key and nothing else.
// Usage: node verify.cjs cosign.pub BUNDLE…; prints the predicate type of each, fails at the first that does not hold.
'use strict';
const crypto = require('node:crypto');
const fs = require('node:fs');
const { bundleFromJSON } = require('@sigstore/bundle');
const { Verifier, toSignedEntity, toTrustMaterial } = require('@sigstore/verify');

const [key, ...files] = process.argv.slice(2);
const root = { certificateAuthorities: [], ctlogs: [], tlogs: [], timestampAuthorities: [] };
const publicKey = crypto.createPublicKey(fs.readFileSync(key));
const hint = crypto
  .createHash('sha256')
  .update(publicKey.export({ type: 'spki', format: 'der' }))
  .digest('base64');
const material = toTrustMaterial(root, (asked) => {
  if (asked !== hint) {
    throw new Error(`the bundle names the key ${asked}, not ${hint}`);
  }
  return { publicKey, validFor: () => true };
});
const verifier = new Verifier(material, { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 0 });
for (const file of files) {
  const bundle = bundleFromJSON(JSON.parse(fs.readFileSync(file, 'utf8')));
  verifier.verify(toSignedEntity(bundle));
  console.log(JSON.parse(bundle.content.dsseEnvelope.payload.toString()).predicateType);
}
