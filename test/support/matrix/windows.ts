import { newId } from '@jishi/kernel';
import { type Ground, insert, one } from './ground';
import type { Kind, Thing } from './kinds';
import type { Listings } from './listings';
import { paper, type Papers } from './papers';

export interface Window {
  id: string;
  /** The company's mandate, and another that waits for its confirmation. */
  running: string;
  pending: string;
}

export async function windowOf(ground: Ground): Promise<Window> {
  const { people, door } = ground;
  const id = newId();
  await insert(ground, 'service_window', {
    id,
    organisation_id: people.at('window'),
    exchange_id: people.at('exchange'),
    name: `窗口 ${ground.name}`,
    region_code: '440600',
    kind: 'prefecture',
  });
  for (const kind of ['university', 'company'] as const)
    await door.done(people.who(kind, 'org_admin'), 'POST', `/windows/${id}/mandate`, {
      mandateRef: `委托书 ${ground.mark}`,
      scopes: ['intake', 'bid'],
      bidLimitMinor: 900_000_000,
      paperId: await paper(ground, people.who(kind, 'org_admin')),
    });
  const [running] = await ground.db.database.query<{ id: string }>(
    'select id from window_client where window_id = $1 and organisation_id = $2',
    [id, people.at('company')],
  );
  const clerk = people.who('window', 'clerk');
  const pending = await door.done(clerk, 'POST', '/windows/mine/mandates', {
    mandateRef: `委托书 ${ground.mark}`,
    clientId: people.at('company'),
    scopes: ['intake', 'bid'],
    paperId: await paper(ground, clerk),
  });
  return { id, running: running!.id, pending: pending.id };
}

/** What was handed in and entered at its counter. */
export async function counterThings(
  ground: Ground,
  window: Window,
  listings: Listings,
  auctionId: string,
  papers: Papers,
): Promise<Pick<Record<Kind, Thing[]>, 'counterAct' | 'intakeReceipt' | 'mandate' | 'window'>> {
  const clerk = ground.people.who('window', 'clerk');
  const receipt = await ground.door.done(clerk, 'POST', '/intake-receipts', {
    listingId: listings.intake,
    items: [{ item: 'ownership', copies: 1, attachmentIds: [papers.clerk] }],
  });
  return {
    counterAct: [one('entered', await counterAct(ground, auctionId, window))],
    intakeReceipt: [one('taken in', receipt.id)],
    mandate: [one('waiting', window.pending)],
    window: [one('own', window.id, { open: true })],
  };
}

async function counterAct(ground: Ground, auction_id: string, window: Window): Promise<string> {
  const parties = {
    auction_id,
    window_id: window.id,
    clerk_id: ground.people.who('window', 'clerk').userId,
    client_id: ground.people.at('company'),
  };
  await ground.db.database.query(
    'insert into counter_service (auction_id, window_id, clerk_id, client_id) values ($1, $2, $3, $4)',
    Object.values(parties),
  );
  return insert(ground, 'counter_act', {
    ...parties,
    receipt_number: `Q-${ground.mark}-${auction_id}`,
    kind: 'bid',
    mandate_id: window.running,
    amount_minor: 200_000,
  });
}
