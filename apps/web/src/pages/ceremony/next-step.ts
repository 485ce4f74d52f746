import type { Ceremony } from '../../api/ceremonies';

export type Step = 'appoint' | 'publish' | 'drill' | 'seat' | 'ready' | 'running' | 'open' | 'reveal' | 'over';

/** What a ceremony waits for. */
export function nextStep({ state, awaits, trustees, seated, opening }: Ceremony): Step {
  if (state === 'announced') {
    if (trustees.length < 3) return 'appoint';
    if (trustees.some(({ publicKey }) => publicKey === null)) return 'publish';
    if (trustees.some(({ drilled }) => !drilled)) return 'drill';
    return seated ? 'ready' : 'seat';
  }
  if (state === 'open' || state === 'paused') return 'running';
  if (awaits !== 'reveal') return 'over';
  return opening?.ready ? 'reveal' : 'open';
}

export const STEPS: readonly (readonly Step[])[] = [
  ['appoint'],
  ['publish'],
  ['drill', 'seat'],
  ['ready', 'running'],
  ['open'],
  ['reveal'],
];
