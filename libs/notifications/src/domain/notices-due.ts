export const NOTICE_KINDS = [
  'sale',
  'publicity',
  'extension',
  'suspension',
  'resumption',
  'change',
  'termination',
  'result',
  'unsold',
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** A recorded fact about one listing, as far as notices ask. */
export interface NoticeFact {
  id: string;
  type: string;
  payload: Readonly<Record<string, unknown>>;
  atMs: number;
}

const OF_OUTCOME: Readonly<Record<string, NoticeKind>> = {
  sold: 'result',
  unsold: 'unsold',
  terminated: 'termination',
  annulled: 'termination',
};

/** Which notice a fact brings. What is not in this table brings none. */
const KIND_OF: Readonly<Record<string, NoticeKind | ((fact: NoticeFact, negotiated: boolean) => NoticeKind | null)>> = {
  'listing.published': (_, negotiated) => (negotiated ? 'publicity' : 'sale'),
  'listing.extended': 'extension',
  'listing.suspended': 'suspension',
  'listing.resumed': 'resumption',
  'listing.amended': 'change',
  'listing.terminated': 'termination',
  'listing.withdrawn': 'termination',
  'listing.agreed': 'result',
  'auction.closed': ({ payload }) => OF_OUTCOME[String(payload['outcome'])] ?? null,
  'sale.cancelled': 'termination',
};

export const NOTICE_FACTS = Object.keys(KIND_OF);

export interface DueNotice {
  fact: NoticeFact;
  kind: NoticeKind;
}

/**
 * The notices of a listing that are still to be issued, in the order in which its facts happened: the same for every order in
 * which they are delivered. An end that is told twice (by the book and by the listing it ended) is announced once.
 */
export function noticesDue(
  facts: readonly NoticeFact[],
  negotiated: boolean,
  issued: ReadonlySet<string> = new Set(),
): DueNotice[] {
  const runs: DueNotice[][] = [];
  for (const fact of inOrder(facts)) {
    const rule = KIND_OF[fact.type];
    const kind = typeof rule === 'function' ? rule(fact, negotiated) : (rule ?? null);
    if (kind === null) continue;
    const run = runs.at(-1);
    if (run && ENDS.has(kind) && kind === run[0]!.kind) run.push({ fact, kind });
    else runs.push([{ fact, kind }]);
  }
  return runs.filter((run) => !run.some(({ fact }) => issued.has(fact.id))).map((run) => run[0]!);
}

const ENDS: ReadonlySet<NoticeKind> = new Set(['termination', 'result', 'unsold']);

const inOrder = (facts: readonly NoticeFact[]): NoticeFact[] =>
  [...facts].sort((a, b) => a.atMs - b.atMs || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
