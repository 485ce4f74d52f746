import { sha256Hex } from '@jishi/kernel';
import { type Ground, insert, one } from './ground';
import type { Kind, Thing } from './kinds';
import { columnOf, type Listings } from './listings';
import { paper, type Papers } from './papers';

/** One with the seller, one with the exchange; who belongs to whom. */
export async function candidatesOf(
  ground: Ground,
  listings: Listings,
  papers: Papers,
): Promise<Pick<Record<Kind, Thing[]>, 'application' | 'candidacy' | 'candidacyDocument' | 'relation'>> {
  const confirming = await application(ground, listings.listed, 'awaiting_seller', papers.bidder);
  const submitted = await application(ground, listings.open, 'submitted', papers.bidder);
  return {
    application: [one('submitted', submitted), one('awaiting the seller', confirming)],
    candidacy: [one('awaiting the seller', confirming)],
    candidacyDocument: [one('licence', papers.bidder, { within: confirming })],
    relation: await relations(ground),
  };
}

/** Somebody was refused as related: only lists show it. */
export const findingOf = (ground: Ground, listingId: string): Promise<string> =>
  insert(ground, 'conflict_finding', {
    listing_id: listingId,
    organisation_id: ground.people.at('company'),
    insider_id: ground.people.at('university'),
    stage: 'application',
    kind: 'shared_person',
    path_zh: `同一人任职${ground.mark}`,
    path_en: `a shared person ${ground.mark}`,
  });

async function application(ground: Ground, listingId: string, state: string, documentId: string): Promise<string> {
  const { people, db } = ground;
  const bidder = people.who('company', 'bidder');
  const details = { documents: [{ attachmentId: documentId, kind: 'business_licence', expiresOn: null }] };
  const id = await insert(ground, 'application', {
    listing_id: listingId,
    auction_id: await columnOf(ground, listingId, 'auction_id'),
    organisation_id: bidder.organisationId,
    state,
    statement: `拟受让该成果${ground.mark}。`,
    document_ids: [documentId],
    details,
    applied_by: bidder.userId,
    reviewed_by: state === 'submitted' ? null : people.who('exchange', 'reviewer').userId,
    due_at: state === 'awaiting_seller' ? new Date(Date.now() + 86_400_000) : null,
  });
  await insert(ground, 'application_transition', {
    application_id: id,
    action: 'approve',
    from_state: 'submitted',
    to_state: state,
  });
  for (const organisationId of [people.at('exchange'), people.at('university')])
    await db.database.query(
      'insert into attachment_share (attachment_id, organisation_id) values ($1, $2) on conflict do nothing',
      [documentId, organisationId],
    );
  return id;
}

/** One that waits for an exchange, and one that an exchange has verified: the others may read that, and leave it alone. */
async function relations(ground: Ground): Promise<Thing[]> {
  const { people, mark } = ground;
  const admin = people.who('company', 'org_admin');
  const reviewer = people.who('exchange', 'reviewer');
  const evidence_id = await paper(ground, admin);
  const declare = (name: string, more: object): Promise<string> =>
    insert(ground, 'organisation_person', {
      organisation_id: admin.organisationId,
      from_on: '2025-03-01',
      evidence_id,
      declared_by: admin.userId,
      name,
      person_key: `p:${sha256Hex(name)}`,
      role: 'director',
      ...more,
    });
  const verified = { state: 'verified', reviewed_by: reviewer.userId, reviewed_at: new Date() };
  return [
    one('declared', await declare(`周${mark}`, {})),
    one('verified', await declare('王启明', { ...verified, reviewed_for: reviewer.organisationId }), { open: true }),
  ];
}
