import { registerMessages } from '@jishi/platform';

registerMessages({
  'book.bad_signing_key': {
    zh: '签名密钥无效：JISHI_SIGNING_KEY 应为 Ed25519 或 SM2 私钥的 PEM 文本，可先后给出两个。',
    en: 'The signing key is not usable: JISHI_SIGNING_KEY must be an Ed25519 or SM2 private key in PEM, or one of each.',
  },
  'witness.bad_url': {
    zh: '见证方地址无效：JISHI_WITNESS_URL 应为 http 或 https 地址，现为 {url}。',
    en: 'The address of the witness is not usable: JISHI_WITNESS_URL must be an http or https address, it is {url}.',
  },
  'book.unknown_suite': {
    zh: '不认识密码套件 {suite}：JISHI_SUITE 应为 {known} 之一。',
    en: 'The suite {suite} is not known: JISHI_SUITE must be one of {known}.',
  },
});
