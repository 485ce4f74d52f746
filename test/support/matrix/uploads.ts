import { smallPdf } from '../../../apps/cli/src/demo/papers';
import { Upload } from './door';

/** A file a route takes, and where what it holds is kept: for whom says the column. */
export interface Taking {
  file: (fields?: Record<string, string>) => Upload;
  table: string;
  owner: string;
  /** It is looked at only: nothing may be kept of it. */
  keeps?: false;
}

let serial = 0;
/** No two are alike: the same file again changes nothing. */
const next = (): string => `U${(serial += 1)}`;

/** Of a bank, with one line of money in. */
const statement = (serial: string): Buffer =>
  Buffer.from(`流水号,日期,收入金额,支出金额,对方户名\n${serial},2026-11-02,88.00,,某公司\n`);

/** Every route that takes a file: one that is not here fails the matrix by name. */
export const UPLOADS: Readonly<Record<string, Taking>> = {
  'POST /achievements/import': {
    file: (fields) => new Upload('a.csv', Buffer.from(`title,number\n一种样品,${next()}\n`), fields),
    table: 'achievement',
    owner: 'organisation_id',
  },
  'POST /attachments': {
    file: (fields) => new Upload('a.pdf', Buffer.from(smallPdf(next())), fields),
    table: 'attachment',
    owner: 'organisation_id',
  },
  'POST /bank-statements': {
    file: (fields) => new Upload('a.csv', statement(next()), fields),
    table: 'bank_statement',
    owner: 'exchange_id',
  },
  'POST /invoice-files': {
    file: (fields) => new Upload('a.pdf', Buffer.from(smallPdf(next())), fields),
    table: 'invoice_file',
    owner: 'organisation_id',
  },
  'POST /bank-statements/preview': {
    file: (fields) => new Upload('a.csv', statement(next()), fields),
    table: 'bank_statement',
    owner: 'exchange_id',
    keeps: false,
  },
  'POST /history-imports': {
    file: (fields) =>
      new Upload('members.csv', Buffer.from(`会员编号,会员名称\n${next()},某公司\n`), { kind: 'members', ...fields }),
    table: 'history_import',
    owner: 'exchange_id',
  },
};
