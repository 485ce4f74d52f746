import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Draft, rules } from '../../api/rules';
import { useAuth } from '../../auth/actor';
import { ConfirmAction } from '../../ui/confirm-action';

/** What may be done with a draft as it stands, by whom. */
export function DraftActions({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const { actor } = useAuth();
  if (draft.state === 'published' || draft.state === 'discarded') return null;
  const mine = draft.proposedBy === actor?.userId;
  return (
    <div className="row">
      {draft.state === 'draft' && (
        <ConfirmAction
          label={t('rules.propose')}
          title={t('rules.proposeTitle')}
          reasonLabel={t('rules.basis')}
          button={{ disabled: draft.changes.length === 0 }}
          run={(source) => rules.propose(draft.id, draft.revision, source)}
        >
          <p>{t('rules.proposeText', { count: draft.changes.length })}</p>
        </ConfirmAction>
      )}
      {draft.state === 'submitted' && mine && <span className="muted">{t('rules.waitsForSecond')}</span>}
      {draft.state === 'submitted' && !mine && <Publish draft={draft} />}
      {draft.state === 'submitted' && (
        <ConfirmAction
          label={t('rules.giveBack')}
          title={t('rules.giveBack')}
          reasonLabel={t('common.reason')}
          run={(reason) => rules.giveBack(draft.id, reason)}
        >
          <p>{t('rules.giveBackText')}</p>
        </ConfirmAction>
      )}
      <ConfirmAction
        label={t('rules.discard')}
        title={t('rules.discardTitle')}
        danger
        run={() => rules.discard(draft.id)}
      >
        <p>{t('rules.discardText')}</p>
      </ConfirmAction>
    </div>
  );
}

function Publish({ draft }: { draft: Draft }) {
  const { t } = useTranslation();
  const [day, setDay] = useState(draft.earliestOn);
  return (
    <ConfirmAction
      label={t('rules.publish')}
      title={t('rules.publishTitle')}
      button={{ type: 'primary' }}
      incomplete={day < draft.earliestOn}
      run={() => rules.publish(draft.id, draft.revision, day)}
    >
      <p>{t('rules.publishText', { version: draft.nextVersion, name: draft.proposedByName ?? '' })}</p>
      <label>
        {t('rules.effectiveOn')}
        <Input
          type="date"
          className="num"
          min={draft.earliestOn}
          value={day}
          onChange={(event) => setDay(event.target.value)}
        />
      </label>
      <p className="small muted">{t('rules.earliest', { day: draft.earliestOn })}</p>
    </ConfirmAction>
  );
}
