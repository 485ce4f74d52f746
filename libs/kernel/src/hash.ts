import { hash } from 'node:crypto';

/** By way of a string: a digest asked for as a buffer gets memory of its own outside the heap, which costs more than hashing. */
const digest = (algorithm: string, data: string | Uint8Array): Buffer =>
  Buffer.from(hash(algorithm, data, 'binary'), 'binary');

export const sha256 = (data: string | Uint8Array): Buffer => digest('sha256', data);
export const sha256Hex = (data: string | Uint8Array): string => hash('sha256', data, 'hex');

/** GB/T 32905-2016, for markets that must use national algorithms. */
export const sm3 = (data: string | Uint8Array): Buffer => digest('sm3', data);
export const sm3Hex = (data: string | Uint8Array): string => hash('sm3', data, 'hex');
