import { useTranslation } from 'react-i18next';
import { type Disclosure, disclosures, type PlainAction } from '../../api/disclosures';
import { ButtonLink } from '../../ui/button-link';
import { ConfirmAction } from '../../ui/confirm-action';
import { Facts } from '../../ui/facts';
import { Moment } from '../../ui/moment';
import { Due } from './due';
import { GoverningBylaw } from './governing-bylaw';

/** In the order in which they are offered: what brings the matter on comes first. */
const PLAIN: { action: PlainAction; reason?: true; danger?: true; primary?: true }[] = [
  { action: 'disclose', primary: true },
  { action: 'take', primary: true },
  { action: 'accept', primary: true },
  { action: 'submit', primary: true },
  { action: 'return', reason: true },
  { action: 'resume', reason: true },
  { action: 'reopen', reason: true },
  { action: 'recall', reason: true },
  { action: 'drop', reason: true, danger: true },
  { action: 'decline', reason: true, danger: true },
  { action: 'withdraw', reason: true, danger: true },
];

/** Where it is, who has it, since when and until when; and what the reader can do about it. */
export function StandingPanel({ disclosure }: { disclosure: Disclosure }) {
  const { t } = useTranslation();
  const { may, turn, step } = disclosure;
  const acts = PLAIN.filter(({ action }) => may.includes(action));
  return (
    <section className="panel side-facts" aria-labelledby="standing-title">
      <h2 id="standing-title">{t('disclosure.standing')}</h2>
      <Facts
        items={[
          [t('disclosure.turnLabel'), step ? t(`disclosure.step.${step}`) : t(`disclosure.turn.${turn ?? 'nobody'}`)],
          [t('disclosure.since'), <Moment key="since" at={disclosure.stateSince} day />],
          turn !== null && disclosure.state !== 'draft' && [t('disclosure.due'), <Due key="due" item={disclosure} />],
          disclosure.state !== 'draft' && [t('disclosure.bylaws'), <GoverningBylaw key="bylaw" of={disclosure} />],
          [t('disclosure.reporter'), disclosure.reporterName],
          [t('disclosure.handler'), disclosure.handlerName],
        ]}
      />
      {disclosure.dueSource && <p className="muted small due-source">{disclosure.dueSource}</p>}
      {disclosure.owesShare && <p className="fault small due-source">{t('disclosure.owesShare')}</p>}
      {acts.length > 0 && (
        <div className="row" style={{ marginTop: 14 }}>
          {may.includes('disclose') && (
            <ButtonLink to={`/desk/disclosures/${disclosure.id}/edit`}>{t('common.edit')}</ButtonLink>
          )}
          {acts.map(({ action, reason = false, danger = false, primary = false }) => (
            <ConfirmAction
              key={action}
              label={t(`disclosure.act.${action}`)}
              title={t(`disclosure.act.${action}`)}
              danger={danger}
              {...(primary ? { button: { type: 'primary' } } : {})}
              {...(reason ? { reasonLabel: t('common.reason') } : {})}
              run={(text) => disclosures.step(disclosure.id, action, text)}
            >
              <p>{t(`disclosure.actText.${action}`)}</p>
            </ConfirmAction>
          ))}
        </div>
      )}
    </section>
  );
}
