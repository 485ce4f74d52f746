const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** GB 32100-2015: a mistyped unified social credit code is told to its typist, not to the server. */
export function isValidUscc(code: string): boolean {
  if (!new RegExp(`^[${ALPHABET}]{18}$`).test(code)) return false;
  let sum = 0;
  for (let index = 0; index < 17; index += 1) {
    sum += ALPHABET.indexOf(code.charAt(index)) * (3 ** index % 31);
  }
  return ALPHABET.charAt((31 - (sum % 31)) % 31) === code.charAt(17);
}
