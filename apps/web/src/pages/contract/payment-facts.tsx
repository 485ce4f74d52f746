import { useTranslation } from 'react-i18next';
import type { Due, Payee, PaymentTerms, RoyaltyTerms, Term } from '../../api/payment-terms';
import { showPpm } from '../../lib/ppm';
import { Facts } from '../../ui/facts';
import { Money } from '../../ui/money';

export function useTermText(): (term: Term | undefined) => string | null {
  const { t } = useTranslation();
  return (term) => (term ? t(`terms.in.${term.kind}`, { count: term.count }) : null);
}

/** The terms as both read them before they accept. */
export function PaymentFacts({ payment, payees, price }: { payment: PaymentTerms; payees: Payee[]; price: number }) {
  const { t } = useTranslation();
  const term = useTermText();
  const { royalty } = payment;
  return (
    <>
      <Facts
        items={[
          [t('terms.kind'), t(`terms.kinds.${payment.kind}`)],
          payment.within ? [t(`terms.withinOf.${payment.kind}`), term(payment.within)] : null,
          [t('terms.security'), payment.security],
          [t('terms.company'), payment.company],
          payment.sharesPpm !== undefined && [t('terms.shares'), showPpm(payment.sharesPpm)],
          payment.valuationMinor !== undefined && [
            t('terms.valuation'),
            <Money key="valuation" amount={payment.valuationMinor} />,
          ],
          payment.trialDays !== undefined && [t('terms.trialDays'), payment.trialDays],
          payment.silence !== undefined && [t('terms.silence'), t(`terms.silences.${payment.silence}`)],
          ...(royalty ? royaltyItems(royalty, t, term) : []),
          payment.lateDailyPpm !== undefined && [t('terms.late'), `${payment.lateDailyPpm / 100}‱`],
        ]}
      />
      {payment.rows && <Rows rows={payment.rows} price={price} />}
      {payees.length > 0 && <Payees payees={payees} />}
    </>
  );
}

type Translate = ReturnType<typeof useTranslation>['t'];
type Item = [string, React.ReactNode] | null | false;

function royaltyItems(royalty: RoyaltyTerms, t: Translate, term: ReturnType<typeof useTermText>): Item[] {
  return [
    [t('terms.base'), t(`terms.bases.${royalty.base}`)],
    [t('terms.rate'), <Rate key="rate" royalty={royalty} />],
    [t('terms.every'), t(`terms.periods.${royalty.every}`)],
    [t('terms.startsOn'), `${royalty.startsOn} · ${t('terms.forYears', { count: royalty.years })}`],
    royalty.minimumMinor !== null && [t('terms.minimum'), <Money key="minimum" amount={royalty.minimumMinor} />],
    royalty.capMinor !== null && [t('terms.cap'), <Money key="cap" amount={royalty.capMinor} />],
    [t('terms.reportWithin'), term(royalty.reportWithin)],
    [t('terms.payWithin'), term(royalty.payWithin)],
    [t('terms.surcharge'), showPpm(royalty.audit.surchargePpm)],
  ];
}

function Rate({ royalty: { rate } }: { royalty: RoyaltyTerms }) {
  const { t } = useTranslation();
  if (rate.kind === 'fixed') return <span className="num">{showPpm(rate.ppm ?? 0)}</span>;
  return (
    <ul>
      {rate.steps?.map(({ fromPeriod, ppm }) => (
        <li key={fromPeriod} className="num">
          {t('terms.stepLine', { period: fromPeriod, percent: showPpm(ppm) })}
        </li>
      ))}
      {rate.bands?.map(({ upToMinor, ppm }) => (
        <li key={upToMinor ?? 'open'} className="num">
          {upToMinor === null ? (
            t('terms.above')
          ) : (
            <>
              ≤ <Money amount={upToMinor} />
            </>
          )}{' '}
          {showPpm(ppm)}
        </li>
      ))}
    </ul>
  );
}

function Rows({ rows, price }: { rows: NonNullable<PaymentTerms['rows']>; price: number }) {
  const { t } = useTranslation();
  return (
    <table className="data" style={{ marginTop: 14 }}>
      <caption className="sr-only">{t('terms.kinds.instalments')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('terms.instalment')}</th>
          <th scope="col" className="end">
            {t('terms.part.amount')}
          </th>
          <th scope="col">{t('terms.due')}</th>
        </tr>
      </thead>
      <tbody>
        {amountsOf(rows, price).map((amount, i) => (
          <tr key={i}>
            <td className="lead">
              {t('terms.row', { number: i + 1 })}
              {rows[i]!.sharePpm !== undefined && <span className="cell-sub num">{showPpm(rows[i]!.sharePpm)}</span>}
            </td>
            <td className="end" data-label={t('terms.part.amount')}>
              <Money amount={amount} />
            </td>
            <td data-label={t('terms.due')}>
              <DueText due={rows[i]!.due} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** As the contract reckons: rounded down to the fen, the rest is the last one's. */
function amountsOf(rows: NonNullable<PaymentTerms['rows']>, price: number): number[] {
  const amounts = rows.map((row) =>
    row.sharePpm === undefined ? (row.amountMinor ?? 0) : Number((BigInt(price) * BigInt(row.sharePpm)) / 1_000_000n),
  );
  const sum = amounts.reduce((total, amount) => total + amount, 0);
  return amounts.map((amount, i) => (i === amounts.length - 1 ? amount + price - sum : amount));
}

function DueText({ due }: { due: Due }) {
  const { t } = useTranslation();
  const term = useTermText();
  if (due.on) return <span className="num">{due.on}</span>;
  if (due.milestone) return <>{t('terms.afterMilestone', { milestone: due.milestone, term: term(due.within) })}</>;
  return <>{t('terms.afterSigning', { term: term(due.within) })}</>;
}

function Payees({ payees }: { payees: Payee[] }) {
  const { t } = useTranslation();
  return (
    <>
      <h3 style={{ marginTop: 16 }}>{t('terms.payees')}</h3>
      <ul className="share-list">
        {payees.map(({ name, uscc, sharePpm, amountMinor }) => (
          <li key={name}>
            <span>{name}</span>
            <b>
              {sharePpm === undefined ? (
                <Money amount={amountMinor} />
              ) : (
                <span className="num">{showPpm(sharePpm)}</span>
              )}
            </b>
            <span className="muted small num">{uscc ?? ''}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
