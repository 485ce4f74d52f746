import { busy } from '@jishi/kernel';

/** Files looked through at once, and those that wait; more are told to come again. */
const MAX_RUNNING = 2;
const MAX_WAITING = 32;
/** Of one organisation: slow files of one must not keep out everybody else's. */
const MAX_WAITING_EACH = 8;

let running = 0;
const waiting: { owner: string; begin: () => void }[] = [];

/** Whoever's turn it is; after one of an organisation comes one of another. Errors: `attachment.busy`. */
export async function inTurn<R>(owner: string, work: () => Promise<R>): Promise<R> {
  if (running >= MAX_RUNNING) {
    const own = waiting.filter((each) => each.owner === owner).length;
    if (waiting.length >= MAX_WAITING || own >= MAX_WAITING_EACH) throw busy('attachment.busy');
    // Whoever is woken takes over the place of the one that woke it.
    await new Promise<void>((begin) => waiting.push({ owner, begin }));
  } else running += 1;
  try {
    return await work();
  } finally {
    const other = waiting.findIndex((each) => each.owner !== owner);
    const [next] = waiting.splice(Math.max(other, 0), 1);
    if (next) next.begin();
    else running -= 1;
  }
}
