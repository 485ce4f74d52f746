import { newId, sha256Hex } from '@jishi/kernel';
import { type Ground, insert, one } from './ground';
import type { Kind, Thing } from './kinds';
import type { Listings } from './listings';

/** What everybody is told, and what one organisation is. */
export const toldOf = async (
  ground: Ground,
  listings: Listings,
): Promise<Pick<Record<Kind, Thing[]>, 'notice' | 'notification'>> => ({
  notice: [one('of sale', await notice(ground, listings.listed), { open: true })],
  notification: [one('to the seller', await notification(ground, ground.people.at('university')))],
});

async function fact(ground: Ground, type: string, subjectId: string): Promise<string> {
  return insert(ground, 'outbox', { type, subject_id: subjectId, payload: { listingId: subjectId } });
}

async function notice(ground: Ground, listing_id: string): Promise<string> {
  const text = JSON.stringify({
    format: 'jishi-notice/1',
    kind: 'sale',
    number: { year: 2026, serial: 1 },
    exchange: { zh: `交易所 ${ground.name}`, en: `exchange ${ground.name}` },
    listing: { id: listing_id, number: `M-${listing_id}` },
    issuedAt: '2026-11-02T10:00:00+08:00',
    period: null,
    title: { zh: '交易公告', en: 'Notice of sale' },
    lines: [],
    paragraphs: [],
  });
  return insert(ground, 'listing_notice', {
    event_id: await fact(ground, 'listing.published', listing_id),
    listing_id,
    exchange_id: ground.people.at('exchange'),
    kind: 'sale',
    year: 2026,
    serial: 1,
    issued_at: new Date(),
    text,
    sha256: sha256Hex(text),
  });
}

const notification = async (ground: Ground, organisation_id: string): Promise<string> =>
  insert(ground, 'notification', {
    event_id: await fact(ground, 'listing.published', newId()),
    organisation_id,
    kind: 'listing.published',
    params: {},
    link: '/listings',
    created_at: new Date(),
  });
