import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BankLayout, PreviewLine, StatementPreview as Preview } from '../../api/bank';
import { formatYuan } from '../../lib/money';
import { Facts } from '../../ui/facts';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { layoutName } from './layout-name';

/** What a file says, what is wrong with it, and what would become of its lines. */
export function StatementPreview({
  preview,
  layouts,
  children,
}: {
  preview: Preview;
  layouts: BankLayout[];
  children?: ReactNode;
}) {
  const { t, i18n } = useTranslation();
  const layout = layouts.find(({ code }) => code === preview.layout);
  const { openingMinor, closingMinor, gapMinor, lines } = preview;
  return (
    <div className="stack statement-preview">
      <Facts
        items={[
          [
            t('banking.file.recognised'),
            `${layout ? layoutName(layout, i18n.language) : (preview.layout ?? '—')} · ${preview.reading}`,
          ],
          [t('banking.file.account'), preview.accountNumber ?? '—'],
          [
            t('banking.file.counts'),
            t('banking.file.countsOf', { lines: preview.lineCount, fresh: preview.fresh, known: preview.known }),
          ],
          [
            t('banking.file.sums'),
            <>
              <Money amount={preview.creditMinor} /> / <Money amount={preview.debitMinor} />
            </>,
          ],
          (openingMinor !== null || closingMinor !== null) && [
            t('banking.file.balances'),
            <>
              <Money amount={openingMinor} /> / <Money amount={closingMinor} />
            </>,
          ],
        ]}
      />
      {Boolean(gapMinor) && (
        <Alert type="warning" showIcon title={t('banking.file.gap', { amount: formatYuan(gapMinor ?? 0) })} />
      )}
      {preview.errorCount > 0 && (
        <Alert
          type="error"
          showIcon
          title={t('banking.file.errors', { count: preview.errorCount })}
          description={
            <ul className="statement-faults">
              {preview.errors.map(({ path, code, message }) => (
                <li key={`${path}:${code}`}>
                  <Where path={path} /> {message}
                </li>
              ))}
            </ul>
          }
        />
      )}
      {children}
      {lines.length > 0 && <Lines lines={lines} more={preview.lineCount > lines.length} />}
    </div>
  );
}

/** `lines[3].amount`: the fourth line, its amount. */
function Where({ path }: { path: string }) {
  const { t } = useTranslation();
  const [, row, field] = /^lines\[(\d+)\]\.(\w+)$/.exec(path) ?? [];
  const header = /^header\.(\w+)$/.exec(path)?.[1];
  const name = field ?? header;
  return (
    <b>
      {row !== undefined && `${t('banking.file.row', { row: Number(row) + 1 })} · `}
      {name ? t(`banking.field.${name}`, { defaultValue: name }) : ''}
    </b>
  );
}

function Lines({ lines, more }: { lines: PreviewLine[]; more: boolean }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="data-wrap">
        <table className="data">
          <caption className="sr-only">{t('bank.lines')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('bank.counterparty')}</th>
              <th scope="col">{t('bank.bookedOn')}</th>
              <th scope="col" className="end">
                {t('bank.amount')}
              </th>
              <th scope="col">{t('bank.remark')}</th>
              <th scope="col">{t('listing.state')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, index) => (
              <tr key={`${index}:${line.serial}`}>
                <td className="lead">
                  <div className="cell">
                    <b>{line.payerName || '—'}</b>
                    <span className="cell-sub num">{[line.payerAccount, line.serial].filter(Boolean).join(' · ')}</span>
                  </div>
                </td>
                <td data-label={t('bank.bookedOn')}>
                  <div className="cell">{line.bookedOn ? <Moment at={line.bookedOn} day /> : '—'}</div>
                </td>
                <td className="end" data-label={t('bank.amount')}>
                  <div className="cell">
                    <Money amount={line.direction === 'debit' ? -line.amountMinor : line.amountMinor} />
                  </div>
                </td>
                <td data-label={t('bank.remark')}>
                  <div className="cell">{line.remark}</div>
                </td>
                <td data-label={t('listing.state')}>
                  <div className="cell">
                    {t(`banking.file.state.${line.state}`)}
                    {line.reason && (
                      <span className="cell-sub">{t(`bank.why.${line.reason.replace('bank.', '')}`)}</span>
                    )}
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {more && <p className="muted small">{t('banking.file.shown', { count: lines.length })}</p>}
    </>
  );
}
