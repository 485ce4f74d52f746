import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { path } from '../../api/http';
import { type InvoicePaper, invoices, type InvoiceView } from '../../api/invoices';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { ConfirmAction } from '../../ui/confirm-action';
import { Facts } from '../../ui/facts';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { StateTag } from '../../ui/state-tag';
import { Loading } from '../../ui/states';
import { HandIn } from './hand-in';
import { RequestInvoice } from './request-invoice';

export function Component() {
  const { id = '' } = useParams();
  return (
    <Guard permission={['invoice.request', 'invoice.issue', 'audit.read']}>
      <One id={id} />
    </Guard>
  );
}

function One({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data, error, isPending } = useQuery({
    queryKey: ['/invoices', id],
    queryFn: () => invoices.get(id),
    refetchInterval: 8_000,
  });
  return (
    <>
      <ProblemAlert error={error} />
      {isPending && <Loading rows={8} />}
      {data && (
        <div className="stack">
          <PageHead
            title={`${t('invoices.one')} · ${t(`invoices.items.${data.item}`)}`}
            intro={
              <>
                <Link to="/desk/invoices">{t('invoices.title')}</Link> · <span className="num">{data.number}</span>{' '}
                <StateTag domain="invoice" state={data.state} />
              </>
            }
            actions={<Actions invoice={data} />}
          />
          <Wish invoice={data} />
          <Papers invoice={data} />
          <Steps invoice={data} />
        </div>
      )}
    </>
  );
}

function Wish({ invoice }: { invoice: InvoiceView }) {
  const { t } = useTranslation();
  return (
    <section className="panel">
      <Facts
        items={[
          [t('invoices.issuer'), invoice.issuerName],
          [t('invoices.titleOf'), invoice.title],
          [
            t('invoices.taxNumber'),
            <span key="n" className="num">
              {invoice.taxNumber}
            </span>,
          ],
          [t('invoices.kind'), t(`invoices.kinds.${invoice.kind}`)],
          [t('invoices.amount'), <Money key="a" amount={invoice.amountMinor} />],
          invoice.reversedMinor > 0 && [t('invoices.reversed'), <Money key="r" amount={-invoice.reversedMinor} />],
          [
            t('invoices.contract'),
            <Link key="c" to={`/desk/contracts/${invoice.contractId}`}>
              {invoice.listingTitle} <span className="num">{invoice.contractNumber}</span>
            </Link>,
          ],
          [t('invoices.remark'), invoice.remark],
          [t('invoices.replaces'), invoice.replacesNumber],
        ]}
      />
      {invoice.reason && <p className="banner">{invoice.reason}</p>}
    </section>
  );
}

function Papers({ invoice }: { invoice: InvoiceView }) {
  const { t } = useTranslation();
  return (
    <section className="panel" aria-labelledby="papers-title">
      <h2 id="papers-title">{t('invoices.papers')}</h2>
      {invoice.papers.length === 0 && <p className="muted">{t('invoices.noPapers')}</p>}
      <ul className="invoice-papers">
        {invoice.papers.map((paper) => (
          <li key={paper.id} data-red={paper.reversesId !== null}>
            <Paper invoiceId={invoice.id} paper={paper} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Paper({ invoiceId, paper }: { invoiceId: string; paper: InvoicePaper }) {
  const { t } = useTranslation();
  return (
    <>
      <div>
        <b>{t(paper.reversesId ? 'invoices.red' : 'invoices.blue')}</b>{' '}
        <span className="num">{[paper.code, paper.number].filter(Boolean).join(' ')}</span>
        <span className="cell-sub">
          <Moment at={paper.issuedOn} day /> · {paper.recordedByName}
          {paper.exemption && ` · ${t('invoices.exemption')} ${paper.exemption}`}
          {paper.reason && ` · ${paper.reason}`}
        </span>
        <span className="cell-sub">
          <a href={path(`/invoices/${invoiceId}/papers/${paper.id}`)} download={paper.filename}>
            {paper.filename}
          </a>
        </span>
      </div>
      <div className="end">
        <b>
          <Money amount={paper.amountMinor} />
        </b>
        <span className="cell-sub">
          {t('invoices.net')} <Money amount={paper.netMinor} />
        </span>
        <span className="cell-sub">
          {t('invoices.tax')} <Money amount={paper.taxMinor} />
        </span>
      </div>
    </>
  );
}

function Steps({ invoice }: { invoice: InvoiceView }) {
  const { t } = useTranslation();
  return (
    <section className="panel" aria-labelledby="steps-title">
      <h2 id="steps-title">{t('invoices.steps')}</h2>
      <ol className="timeline">
        {invoice.steps.map((step) => (
          <li key={step.at}>
            <b>{t(`invoices.step.${step.event}`)}</b>
            <span className="cell-sub">
              {step.organisationName} · {step.actorName} · <Moment at={step.at} />
            </span>
            {step.reason && <span className="cell-sub">{step.reason}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What the reader may do now: the asking side its part, the issuing side its own. */
function Actions({ invoice }: { invoice: InvoiceView }) {
  const { t } = useTranslation();
  const { actor, can } = useAuth();
  const issuing = actor?.organisation.id === invoice.issuerId && can('invoice.issue');
  const asking = actor?.organisation.id === invoice.recipientId && can('invoice.request');
  const summary = (
    <p>
      {invoice.title} · <Money amount={invoice.amountMinor} />
    </p>
  );
  return (
    <>
      {invoice.state === 'requested' && issuing && (
        <>
          <HandIn invoice={invoice} red={false} />
          <ConfirmAction
            label={t('invoices.decline')}
            title={t('invoices.decline')}
            reasonLabel={t('invoices.reason')}
            run={(reason) => invoices.decline(invoice.id, reason)}
          >
            {summary}
            <p>{t('invoices.declineText')}</p>
          </ConfirmAction>
        </>
      )}
      {invoice.state === 'requested' && asking && (
        <ConfirmAction
          label={t('invoices.withdraw')}
          title={t('invoices.withdraw')}
          danger
          run={() => invoices.withdraw(invoice.id)}
        >
          {summary}
          <p>{t('invoices.withdrawText')}</p>
        </ConfirmAction>
      )}
      {invoice.state === 'issued' && (issuing || asking) && (
        <ConfirmAction
          label={t('invoices.askReversal')}
          title={t('invoices.askReversal')}
          reasonLabel={t('invoices.reason')}
          danger
          run={(reason) => invoices.askReversal(invoice.id, reason)}
        >
          {summary}
          <p>{t('invoices.askReversalText')}</p>
        </ConfirmAction>
      )}
      {invoice.state === 'reversing' && issuing && (
        <>
          <HandIn invoice={invoice} red />
          <ConfirmAction
            label={t('invoices.keep')}
            title={t('invoices.keep')}
            reasonLabel={t('invoices.reason')}
            run={(reason) => invoices.keep(invoice.id, reason)}
          >
            {summary}
            <p>{t('invoices.keepText')}</p>
          </ConfirmAction>
        </>
      )}
      {['reversed', 'declined', 'withdrawn'].includes(invoice.state) && asking && !invoice.replacedById && (
        <Anew invoice={invoice} />
      )}
    </>
  );
}

/** As much as is open of the same item, in the place of this one. */
function Anew({ invoice }: { invoice: InvoiceView }) {
  const { contractId, item } = invoice;
  const { data } = useQuery({
    queryKey: ['/invoice-claims', contractId],
    queryFn: () => invoices.claims({ contractId, limit: 10 }),
  });
  const claim = data?.items.find((one) => one.item === item);
  return claim && claim.openMinor > 0 ? <RequestInvoice claim={claim} replaces={invoice} primary /> : null;
}
