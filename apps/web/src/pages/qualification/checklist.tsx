import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ReviewSheet } from '../../api/applications';
import { Moment } from '../../ui/moment';

/** What has to be in order before an approval, and what was found about who belongs to whom. */
export function Checklist({ sheet }: { sheet: ReviewSheet }) {
  const { t, i18n } = useTranslation();
  const { conflict, claimed, registeredRight } = sheet;
  const path = (found: { pathZh: string; pathEn: string }) => (i18n.language === 'en' ? found.pathEn : found.pathZh);
  return (
    <section className="panel">
      <h2>{t('qualify.checklist')}</h2>
      <ul className="qualify-check">
        {sheet.required.map(({ kind, given, expired }) => (
          <Line key={kind} good={given && !expired}>
            {t(`paper.${kind}`)}
            {expired && ` · ${t('qualify.expired')}`}
            {!given && ` · ${t('qualify.paperMissing')}`}
          </Line>
        ))}
        <Line good={conflict === null}>
          {conflict
            ? t('qualify.conflict', { name: conflict.insiderName, kind: t(`relationKind.${conflict.kind}`) })
            : t('qualify.noConflict')}
        </Line>
      </ul>
      {conflict && <p className="relation-path">{path(conflict)}</p>}
      {claimed && (
        <>
          <p>
            <span className="tag">{t('qualify.claimed')}</span>{' '}
            {t('qualify.conflict', { name: claimed.insiderName, kind: t(`relationKind.${claimed.kind}`) })}
          </p>
          <p className="relation-path">{path(claimed)}</p>
          <p className="small">
            {t('qualify.claimedHint')} <Link to="/desk/relations?state=declared">{t('qualify.toRegister')}</Link>
          </p>
        </>
      )}
      {registeredRight && (
        <p>
          <span className="tag right">{t('room.match.badge')}</span>{' '}
          {t('applications.rightOf', { rank: registeredRight.rank, ground: t(`ground.${registeredRight.ground}`) })}
        </p>
      )}
      {sheet.sellerIsAsked && <p className="small muted">{t('qualify.sellerIsAsked')}</p>}
      {sheet.findings.length > 0 && (
        <>
          <h3>{t('qualify.findings')}</h3>
          <ul className="small">
            {sheet.findings.map((finding) => (
              <li key={finding.id}>
                <Moment at={finding.foundAt} /> {t(`conflictStage.${finding.stage}`)} · {path(finding)}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Line({ good, children }: { good: boolean; children: React.ReactNode }) {
  const { t } = useTranslation();
  return (
    <li>
      <span className={good ? 'yes' : 'no'} aria-label={t(good ? 'qualify.inOrder' : 'qualify.notInOrder')} role="img">
        {good ? '✓' : '✗'}
      </span>
      <span>{children}</span>
    </li>
  );
}
