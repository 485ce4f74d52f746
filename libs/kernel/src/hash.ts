import { hash } from 'node:crypto';

export const sha256 = (data: string | Uint8Array): Buffer => hash('sha256', data, 'buffer');
export const sha256Hex = (data: string | Uint8Array): string => hash('sha256', data, 'hex');

/** GB/T 32905-2016, for markets that must use national algorithms. */
export const sm3 = (data: string | Uint8Array): Buffer => hash('sm3', data, 'buffer');
export const sm3Hex = (data: string | Uint8Array): string => hash('sm3', data, 'hex');
