/** Sealed bids, without any dependency on where it runs: the bidder's and the trustee's browser, the CLI, the server. */
export { contribute, type Contribution, isKey, isLayer, type SealedItem } from './contribute';
export {
  type Binding,
  bodyContext,
  parseEnvelope,
  readAmount,
  ROLES,
  type TrusteeKeys,
  type TrusteeRole,
} from './format';
export { readKeyFile, writeKeyFile } from './key-file';
export { generateKeyPair, type KeyPair } from './layer';
export { answerTo, challengeFor, fingerprint } from './possession';
export { drawContentKey, layersOf, resealed, resealedWithLayers, sealBid } from './seal';
