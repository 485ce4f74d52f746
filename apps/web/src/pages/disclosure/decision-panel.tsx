import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Decision, Disclosure } from '../../api/disclosures';
import { Moment } from '../../ui/moment';
import { ApprovalActions } from './approval-actions';
import { Chain } from './chain';
import { Checklist } from './checklist';
import { ListFromDecision } from './list-from-decision';
import { ProposalForm } from './proposal-form';
import { TermFacts } from './term-facts';

/** What the institution means to do with it: proposal, documents, approvals; after the decision, the way to a listing. */
export function DecisionPanel({ disclosure }: { disclosure: Disclosure }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState(false);
  const { may, decisions } = disclosure;
  const [current, ...earlier] = decisions;
  const shown = current && current.state !== 'dropped' && !may.includes('propose') ? current : null;
  if (!shown && !may.includes('propose') && decisions.length === 0) return null;
  return (
    <section className="panel" aria-labelledby="decision-title">
      <h2 id="decision-title">{t('disclosure.decision')}</h2>
      {(may.includes('propose') || editing) && (
        <ProposalForm
          disclosure={disclosure}
          decision={editing ? (shown ?? null) : null}
          onDone={() => setEditing(false)}
        />
      )}
      {shown && !editing && (
        <div className="stack">
          <TermFacts terms={shown} />
          <div>
            <h3 className="small muted">{t('disclosure.whyThis')}</h3>
            <p className="abstract">{shown.reason}</p>
            <p className="muted small">
              {t('disclosure.proposedBy', { name: shown.proposedByName })} <Moment at={shown.proposedAt} />
            </p>
          </div>
          {may.includes('submit') && <Button onClick={() => setEditing(true)}>{t('disclosure.changeProposal')}</Button>}
          <Checklist disclosure={disclosure} decision={shown} />
          <Chain decision={shown} pending={disclosure.step} />
          <ApprovalActions disclosure={disclosure} />
          <ListFromDecision disclosure={disclosure} decision={shown} />
        </div>
      )}
      <Earlier decisions={shown ? earlier : decisions} />
    </section>
  );
}

function Earlier({ decisions }: { decisions: Decision[] }) {
  const { t } = useTranslation();
  if (decisions.length === 0) return null;
  return (
    <details style={{ marginTop: 16 }}>
      <summary className="muted small">{t('disclosure.earlier', { count: decisions.length })}</summary>
      <ul className="stack" style={{ marginTop: 10 }}>
        {decisions.map((decision) => (
          <li key={decision.id}>
            <b>{t(`disclosure.form.${decision.form}`)}</b>{' '}
            <span className="tag">{t(`disclosure.decisionState.${decision.state}`)}</span>{' '}
            <Moment at={decision.proposedAt} day />
            <span className="cell-sub">{decision.reason}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
