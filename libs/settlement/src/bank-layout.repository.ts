import { newId } from '@jishi/kernel';
import { row, rows, type Tx } from '@jishi/platform';
import type { BankLayout } from './domain/bank-layout';

export interface OwnLayoutRow {
  layout: BankLayout;
  version: number;
  createdBy: string;
  createdByName: string;
  createdAt: Date;
}

/** The newest version of each, newest first. */
export const ownLayouts = (tx: Tx, exchangeId: string): Promise<OwnLayoutRow[]> =>
  rows<OwnLayoutRow>(
    tx,
    `select l.layout, l.version, l.created_by as "createdBy", u.name as "createdByName", l.created_at as "createdAt"
     from bank_layout l join user_account u on u.id = l.created_by
     where l.exchange_id = $1
       and l.version = (select max(n.version) from bank_layout n where n.exchange_id = l.exchange_id and n.code = l.code)
     order by l.created_at desc, l.id limit 100`,
    [exchangeId],
  );

export const insertLayout = (
  tx: Tx,
  exchangeId: string,
  layout: BankLayout,
  userId: string,
): Promise<{ version: number }> =>
  row<{ version: number }>(
    tx,
    `insert into bank_layout (id, exchange_id, code, version, layout, created_by)
     select $1, $2, $3, coalesce(max(version), 0) + 1, $4, $5 from bank_layout where exchange_id = $2 and code = $3
     returning version`,
    [newId(), exchangeId, layout.code, JSON.stringify(layout), userId],
  );
