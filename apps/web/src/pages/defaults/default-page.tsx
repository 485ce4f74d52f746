import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { defaults, type WholeCase } from '../../api/defaults';
import { useAuth } from '../../auth/actor';
import { Guard } from '../../auth/guard';
import { AttachmentLink } from '../../ui/attachment-link';
import { Facts } from '../../ui/facts';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { StateTag } from '../../ui/state-tag';
import { Loading } from '../../ui/states';
import { Distribution } from './distribution';
import { NextStep } from './next-step';
import { Remedy } from './remedy';

export function Component() {
  return (
    <Guard permission={['deposit.pay', 'auction.operate', 'deposit.manage', 'objection.rule', 'audit.read']}>
      <Default />
    </Guard>
  );
}

function Default() {
  const { id = '' } = useParams();
  const { data, error, isPending } = useQuery({
    queryKey: ['/defaults', id],
    queryFn: () => defaults.get(id),
    refetchInterval: 8_000,
  });
  return (
    <>
      <ProblemAlert error={error} />
      {isPending && <Loading rows={8} />}
      {data && <Whole found={data} />}
    </>
  );
}

function Whole({ found }: { found: WholeCase }) {
  const { t } = useTranslation();
  const { can } = useAuth();
  const keeper = !can('deposit.pay');
  return (
    <div className="stack">
      <PageHead
        title={found.listingTitle}
        intro={
          <>
            <span className="num">{found.listingNumber}</span> <StateTag domain="default" state={found.state} />
          </>
        }
        actions={<Link to="/desk/defaults">{t('default.back')}</Link>}
      />
      <section className="panel">
        <Facts
          items={[
            [t('default.winner'), found.organisationName],
            [t('default.seller'), found.sellerName],
            [t('default.ground'), t(`default.grounds.${found.ground}`)],
            [t('default.price'), <Money key="price" amount={found.priceMinor} />],
            found.depositMinor !== null && [
              t('default.deposit'),
              <span key="deposit">
                <Money amount={found.depositMinor} /> <StateTag domain="deposit" state={found.depositState} />
              </span>,
            ],
            [
              t('default.contract'),
              <Link key="contract" to={`/desk/contracts/${found.contractId}`}>
                {found.contractNumber}
              </Link>,
            ],
          ]}
        />
      </section>
      <NextStep found={found} />
      <History found={found} />
      {keeper && <Remedy found={found} />}
      <Distribution found={found} />
    </div>
  );
}

/** What was said and done, in its order, with the words of whoever did it. */
function History({ found }: { found: WholeCase }) {
  const { t } = useTranslation();
  const decided = found.state === 'dismissed' ? 'dismissed' : 'decided';
  const steps: [step: string, at: string | null, words: string | null][] = [
    ['due', found.performanceDueAt, null],
    ['proposed', found.proposedAt, found.reason],
    ['stated', found.statedAt, found.statement],
    [decided, found.decidedAt, found.decision],
    ['forfeitProposed', found.forfeitProposedAt, null],
    ['forfeited', found.forfeitedAt, null],
    ['appealed', found.appealedAt, found.appeal],
    [found.upheld ? 'upheld' : 'rejected', found.ruledAt, found.ruling],
    ['distributed', found.distribution?.approvedAt ?? null, null],
  ];
  return (
    <section className="panel" aria-labelledby="steps-title">
      <h2 id="steps-title">{t('default.steps')}</h2>
      <ol className="case-steps">
        {steps
          .filter(([, at]) => at !== null)
          .map(([step, at, words]) => (
            <li key={step}>
              <b>{t(`default.step.${step}`)}</b> <Moment at={at} />
              {words && <p>{words}</p>}
            </li>
          ))}
      </ol>
      {found.papers.length > 0 && (
        <>
          <h3>{t('default.papers')}</h3>
          <ul className="case-papers">
            {found.papers.map((paper) => (
              <li key={paper.id}>
                <span className="muted">{t(`default.paperOf.${paper.of}`)}</span>{' '}
                <AttachmentLink attachment={paper as never} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
