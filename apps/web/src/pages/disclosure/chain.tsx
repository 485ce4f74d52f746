import { useTranslation } from 'react-i18next';
import type { Decision } from '../../api/disclosures';
import { Moment } from '../../ui/moment';

/** Who has approved, who is asked now, who comes after; and what earlier askings came to. */
export function Chain({ decision, pending }: { decision: Decision; pending: string | null }) {
  const { t } = useTranslation();
  if (decision.chain.length === 0) return null;
  const now = decision.approvals.filter(({ attempt }) => attempt === decision.attempt);
  const before = decision.approvals.filter(({ attempt }) => attempt < decision.attempt);
  return (
    <div>
      <h3 className="checklist-head">{t('disclosure.approvals')}</h3>
      <ol className="timeline chain">
        {decision.chain.map(({ step, source }) => {
          const given = now.find((each) => each.step === step);
          return (
            <li key={step} className={given ? 'given' : step === pending ? 'now' : ''}>
              <b>{t(`disclosure.step.${step}`)}</b>{' '}
              {given ? (
                <span className={`tag ${given.answer === 'approve' ? 'good' : 'bad'}`}>
                  {t(`disclosure.answered.${given.answer}`)}
                </span>
              ) : (
                step === pending && <span className="tag wait">{t('disclosure.askedNow')}</span>
              )}
              {given && (
                <span className="cell-sub">
                  {given.approverName} · <Moment at={given.at} />
                </span>
              )}
              {given?.opinion && <span>{given.opinion}</span>}
              <span className="cell-sub">{source}</span>
            </li>
          );
        })}
      </ol>
      {before.length > 0 && (
        <details>
          <summary className="muted small">{t('disclosure.earlierAnswers', { count: before.length })}</summary>
          <ul>
            {before.map((each) => (
              <li key={`${each.attempt}:${each.step}`} className="small">
                {t(`disclosure.step.${each.step}`)} · {each.approverName} · {t(`disclosure.answered.${each.answer}`)}{' '}
                {each.opinion} <Moment at={each.at} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
