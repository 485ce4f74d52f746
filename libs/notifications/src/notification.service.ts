import { Injectable } from '@nestjs/common';
import { isUuid, newId, notFound } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { Database, type Fact, type Locale, type Page, pageLimit, timeCursor, toPage, type Tx } from '@jishi/platform';
import { notificationText, type NotificationParams } from './notification-text';
import * as repository from './notification.repository';
import type { Named, NotificationRow, Reader, SaleContext } from './notification.repository';
import { TOLD, type Telling } from './told';

export type NotificationView = Omit<NotificationRow, 'params'> & { text: string; reason: string | null };

/** What is older is dropped: the records it points to are kept, the reminder is not. */
export const KEPT_DAYS = 365;
const DROPPED_AT_ONCE = 200;
/** What the bell counts to. */
export const MOST_UNREAD = 100;
const MAX_TEXT = 500;

/** The inbox of an organisation: one notification for all who may act on it, read by each person for themselves. */
@Injectable()
export class NotificationService {
  constructor(private readonly database: Database) {}

  /** Tells a recorded fact to those it concerns; again and again, it is told once. */
  async tell(tx: Tx, fact: Fact): Promise<void> {
    const tellings = (TOLD[fact.type] ?? []).filter((telling) => applies(telling, fact));
    if (tellings.length === 0) return;
    const named = namedBy(fact);
    const sale = await repository.findSale(tx, named);
    const params = paramsOf(fact, sale);
    const parties = await repository.findParties(tx, sale, named);
    for (const { to, text, link, audience } of tellings) {
      for (const { organisationId, userId } of parties.filter(({ party }) => party === to)) {
        const about = { kind: text, params, link: linkTo(link, sale, named) };
        const at = { eventId: fact.id, organisationId, userId, audience, ...about };
        await repository.insertNotification(tx, { id: newId(), ...at });
        await repository.dropOld(tx, organisationId, KEPT_DAYS, DROPPED_AT_ONCE);
      }
    }
  }

  async list(
    actor: Actor,
    query: { unread?: boolean | undefined; limit?: number | undefined; cursor?: string | undefined },
    locale: Locale,
  ): Promise<Page<NotificationView>> {
    const limit = pageLimit(query.limit);
    const found = await repository.listNotifications(this.database.manager, readerOf(actor), {
      unread: query.unread ?? false,
      before: timeCursor(query.cursor),
      limit: limit + 1,
    });
    const page = toPage(found, limit, (last) => [last.sortKey, last.id]);
    return { ...page, items: page.items.map((item) => view(item, locale)) };
  }

  /** At most `MOST_UNREAD`. */
  unread(actor: Actor): Promise<number> {
    return repository.countUnread(this.database.manager, readerOf(actor), MOST_UNREAD);
  }

  /** Errors: `notification.not_found`. */
  async markRead(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await repository.findVisible(tx, readerOf(actor), id))) throw notFound('notification.not_found');
      await repository.markRead(tx, readerOf(actor), id);
    });
  }

  async markAllRead(actor: Actor): Promise<void> {
    await this.database.transaction((tx) => repository.markRead(tx, readerOf(actor), null));
  }
}

const readerOf = ({ userId, organisationId, permissions }: Actor): Reader => ({
  userId,
  organisationId,
  permissions: [...permissions],
});

const view = ({ id, kind, params, link, createdAt, readAt }: NotificationRow, locale: Locale): NotificationView => {
  const { reason } = params;
  const said = typeof reason === 'string' && reason !== '' ? reason : null;
  return { id, kind, link, createdAt, readAt, text: notificationText(kind, params, locale), reason: said };
};

const applies = ({ when }: Telling, { payload }: Fact): boolean =>
  Object.entries(when ?? {}).every(([field, is]) => is.includes(String(payload[field])));

const NAMES = [
  'listingId',
  'auctionId',
  'applicationId',
  'depositId',
  'contractId',
  'paymentId',
  'payoutId',
  'volumeRecordId',
  'organisationId',
  'holderId',
  'winnerId',
  'achievementId',
  'exchangeId',
  'windowOrganisationId',
  'disclosureId',
  'bylawId',
  'draftId',
  'actId',
  'importId',
  'rewardId',
  'rewardRuleId',
] as const satisfies readonly (keyof Named)[];

/** The ids a fact names; whatever else it says under these names is not believed. */
const namedBy = ({ payload }: Fact): Named =>
  Object.fromEntries(NAMES.map((name) => [name, isUuid(payload[name]) ? payload[name] : null])) as unknown as Named;

/** What the text may need: what the fact says, ids left out, and the sale it is about. */
function paramsOf({ payload }: Fact, sale: SaleContext | null): NotificationParams {
  const params: NotificationParams = {};
  if (sale) Object.assign(params, { number: sale.number, title: sale.title });
  if (sale?.noticeEndsAt) params['noticeEndsAt'] = sale.noticeEndsAt.toISOString();
  if (sale && sale.amountMinor !== null) params['amountMinor'] = sale.amountMinor;
  for (const [name, value] of Object.entries(payload)) {
    if (name.endsWith('Id')) continue;
    // Instants in ms are written as instants, under one name.
    if (typeof value === 'number' && name.endsWith('AtMs')) params[name.slice(0, -2)] = new Date(value).toISOString();
    else if (typeof value === 'number') params[name] = value;
    if (typeof value === 'string') params[name] = value.slice(0, MAX_TEXT);
  }
  return params;
}

/** Where something is missing that the link needs, it leads to the desk. */
const linkTo = (link: string, sale: SaleContext | null, named: Named): string => {
  const ids: Record<string, string | null | undefined> = {
    listing: sale?.listingId,
    auction: sale?.auctionId,
    contract: sale?.contractId,
    application: named.applicationId,
    disclosure: named.disclosureId,
    bylaw: named.bylawId,
    draft: named.draftId,
    act: named.actId,
    import: named.importId,
    reward: named.rewardId,
    rewardRule: named.rewardRuleId,
  };
  const filled = link.replace(/:(\w+)/g, (hole, name: string) => ids[name] ?? hole);
  return filled.includes('/:') ? '/desk' : filled;
};
