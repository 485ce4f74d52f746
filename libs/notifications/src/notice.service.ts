import { Injectable } from '@nestjs/common';
import { canonicalJson, isUuid, newId, notFound, sha256Hex } from '@jishi/kernel';
import {
  audit,
  Database,
  DatabaseClock,
  type Fact,
  type Page,
  pageLimit,
  timeCursor,
  toPage,
  type Tx,
} from '@jishi/platform';
import { chinaYear } from './domain/china-text';
import { type NoticeText, noticeText } from './domain/notice-text';
import { NOTICE_FACTS, noticesDue } from './domain/notices-due';
import * as repository from './notice.repository';
import type { Issuer, NoticeRow } from './notice.repository';

export interface NoticeQuery {
  listingId?: string | undefined;
  exchangeId?: string | undefined;
  kind?: string | undefined;
  field?: string | undefined;
  region?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  q?: string | undefined;
  limit?: number | undefined;
  cursor?: string | undefined;
}

const MAX_ISSUERS = 100;

/** A notice with the text it was issued with. */
export type WholeNotice = NoticeRow & { text: NoticeText };

/** The public notices of every listing, numbered by exchange and year, fixed at issue. */
@Injectable()
export class NoticeService {
  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
  ) {}

  /**
   * Issues what the facts recorded about a listing call for and is not issued yet, in the order in which they happened:
   * a fact that is delivered before an earlier one brings the earlier notice too.
   */
  async issueFor(tx: Tx, fact: Fact): Promise<void> {
    const { listingId } = fact.payload;
    const found = isUuid(listingId) ? await repository.findSource(tx, listingId) : null;
    if (!found) return;
    const { source, exchangeId, auctionId } = found;
    await repository.lockRegister(tx, exchangeId);
    const facts = await repository.findFacts(
      tx,
      { listingId: source.listingId, auctionId, factId: fact.id },
      NOTICE_FACTS,
    );
    const issued = await repository.issuedFacts(tx, source.listingId);
    for (const due of noticesDue(facts, source.pricingWay === 'negotiated', issued)) {
      const issuedAt = new Date(this.clock.now());
      const year = chinaYear(issuedAt.getTime());
      const serial = (await repository.lastSerial(tx, exchangeId, year)) + 1;
      const written = noticeText(due.kind, source, due.fact, { year, serial, atMs: issuedAt.getTime() });
      const text = canonicalJson(written);
      const id = newId();
      await repository.insertNotice(tx, {
        id,
        eventId: due.fact.id,
        listingId: source.listingId,
        exchangeId,
        kind: due.kind,
        year,
        serial,
        issuedAt,
        periodFrom: written.period?.from ?? null,
        periodTo: written.period?.to ?? null,
        text,
        sha256: sha256Hex(text),
      });
      const { listingId: subjectId } = source;
      const detail = { noticeId: id, kind: due.kind, year, serial, factId: due.fact.id };
      await audit(tx, {
        actorId: null,
        organisationId: exchangeId,
        action: 'notice.issued',
        subjectType: 'listing',
        subjectId,
        detail,
      });
    }
  }

  async list(query: NoticeQuery): Promise<Page<NoticeRow>> {
    const limit = pageLimit(query.limit);
    const found = await repository.listNotices(this.database.manager, {
      listingId: query.listingId ?? null,
      exchangeId: query.exchangeId ?? null,
      kind: query.kind ?? null,
      field: query.field ?? null,
      region: query.region ?? null,
      from: query.from ?? null,
      to: query.to ?? null,
      q: query.q ?? '',
      before: timeCursor(query.cursor),
      limit: limit + 1,
    });
    return toPage(found, limit, (last) => [last.sortKey, last.id]);
  }

  /** Who has announced something. */
  issuers(): Promise<Issuer[]> {
    return repository.listIssuers(this.database.manager, MAX_ISSUERS);
  }

  /** Errors: `notice.not_found`. */
  async get(id: string): Promise<WholeNotice> {
    const found = await this.existing(id);
    return { ...found, text: JSON.parse(found.text) as NoticeText };
  }

  /** Exactly what was hashed. Errors: `notice.not_found`. */
  async text(id: string): Promise<string> {
    return (await this.existing(id)).text;
  }

  private async existing(id: string): Promise<NoticeRow & { text: string }> {
    const found = await repository.findNotice(this.database.manager, id);
    if (!found) throw notFound('notice.not_found');
    return found;
  }
}
