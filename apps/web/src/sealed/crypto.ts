/** Bids and keys are sealed and opened on this machine; the code for it is loaded by those who do. */
export const sealing = () => import('@jishi/sealing');

/** Browsers encrypt only on pages nobody could have changed on the way: over HTTPS, or from this machine. */
export const canSeal = (): boolean => globalThis.isSecureContext && 'subtle' in globalThis.crypto;

export const ROLES = ['operator', 'notary', 'regulator'] as const;
