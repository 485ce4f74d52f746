export type Bytes = Uint8Array<ArrayBuffer>;

/** Unpadded base64url, in browser and Node alike. */
export function toBase64url(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Null for what is not base64url of exactly `length` bytes in its one canonical spelling. */
export function fromBase64url(text: string, length: number): Bytes | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length !== Math.ceil((length * 4) / 3)) return null;
  const decoded = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(decoded, (character) => character.charCodeAt(0));
  return bytes.length === length && toBase64url(bytes) === text ? bytes : null;
}

export const utf8 = (text: string): Bytes => new TextEncoder().encode(text);
