import { useState } from 'react';
import type { KeyPair } from '@jishi/sealing';
import { sealing } from '../../sealed/crypto';

/** A trustee's key while this page is open: it comes from a file or goes into one, and is kept nowhere else. */
export function useOwnKey(filename: string) {
  const [pair, setPair] = useState<KeyPair | null>(null);
  const [fault, setFault] = useState<string | null>(null);

  const make = async (passphrase: string): Promise<void> => {
    const { generateKeyPair, writeKeyFile } = await sealing();
    const made = await generateKeyPair();
    save(filename, await writeKeyFile(made, passphrase));
    setFault(null);
    setPair(made);
  };
  const load = async (file: File, passphrase: string): Promise<void> => {
    const { readKeyFile } = await sealing();
    const read = await readKeyFile(await file.text(), passphrase);
    setFault('fault' in read ? read.fault : null);
    setPair('pair' in read ? read.pair : null);
  };
  return { pair, fault, make, load, forget: () => setPair(null) };
}

function save(filename: string, content: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = filename;
  link.click();
  URL.revokeObjectURL(url);
}
