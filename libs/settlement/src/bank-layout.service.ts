import { Injectable } from '@nestjs/common';
import { invalid } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { audit, Database, type Tx } from '@jishi/platform';
import { insertLayout, ownLayouts } from './bank-layout.repository';
import { lockStatements } from './bank.repository';
import { type BankLayout, checkLayout } from './domain/bank-layout';
import { SHIPPED_LAYOUTS } from './domain/shipped-layouts';
import { requireExchange } from './money-scope';

/** A layout as an exchange has it; `version` null: the platform's. */
export interface LayoutView {
  layout: BankLayout;
  version: number | null;
  createdByName: string | null;
  createdAt: Date | null;
}

const MAX_OWN = 100;

/** How banks print their statements: the platform's descriptions, and those an exchange adds for a bank of its own. */
@Injectable()
export class BankLayoutService {
  constructor(private readonly database: Database) {}

  /** The exchange's own first: where both fit as well, its own description counts; under the same code it takes the shipped one's place. */
  async of(tx: Tx, exchangeId: string): Promise<LayoutView[]> {
    const own = await ownLayouts(tx, exchangeId);
    const taken = new Set(own.map(({ layout }) => layout.code));
    const shipped = SHIPPED_LAYOUTS.filter(({ code }) => !taken.has(code));
    return [...own, ...shipped.map((layout) => ({ layout, version: null, createdByName: null, createdAt: null }))];
  }

  async list(actor: Actor): Promise<LayoutView[]> {
    requireExchange(actor, actor.organisationId);
    return this.of(this.database.manager, actor.organisationId);
  }

  /** A new layout, or a new version of one. Errors: `bank.bad_layout` naming every bad field, `bank.layouts_full`. */
  async add(actor: Actor, value: unknown): Promise<LayoutView[]> {
    const exchangeId = actor.organisationId;
    requireExchange(actor, exchangeId);
    const layout = soundLayout(value);
    return this.database.transaction(async (tx) => {
      await lockStatements(tx, exchangeId);
      const known = await ownLayouts(tx, exchangeId);
      if (known.length >= MAX_OWN && !known.some((own) => own.layout.code === layout.code))
        throw invalid('bank.layouts_full', { max: MAX_OWN });
      const { version } = await insertLayout(tx, exchangeId, layout, actor.userId);
      await audit(tx, {
        actorId: actor.userId,
        organisationId: exchangeId,
        action: 'bank.layout_added',
        subjectType: 'organisation',
        subjectId: exchangeId,
        detail: { code: layout.code, version },
      });
      return this.of(tx, exchangeId);
    });
  }
}

/** Errors: `bank.bad_layout` naming every bad field. */
export function soundLayout(value: unknown): BankLayout {
  const errors = checkLayout(value);
  if (errors.length > 0) throw invalid('bank.bad_layout', {}, errors.slice(0, 100));
  return value as BankLayout;
}
