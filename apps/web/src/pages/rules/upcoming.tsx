import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { RuleProfile } from '../../api/listings';
import { formatDate } from '../../lib/time';

/** What is published and not in force yet; nothing when there is none. */
export function Upcoming({
  upcoming,
  renderAction,
}: {
  upcoming: RuleProfile[];
  renderAction?: (profile: RuleProfile) => React.ReactNode;
}) {
  const { t, i18n } = useTranslation();
  if (upcoming.length === 0) return null;
  const language = i18n.language.startsWith('zh') ? 'zh' : 'en';
  return (
    <section className="panel rule-upcoming" aria-labelledby="upcoming-title">
      <h2 id="upcoming-title">{t('rules.upcoming')}</h2>
      <ul>
        {upcoming.map((profile) => (
          <li key={`${profile.code}/${profile.version}`} className="row">
            <span>
              <b>{t('rules.from_day', { day: formatDate(profile.effectiveAt, i18n.language) })}</b>{' '}
              <Link to={`/rules/${profile.code}?version=${profile.version}`}>
                {profile.body.name[language]} · {t('rules.version', { version: profile.version })}
              </Link>
              <span className="cell-sub">
                {profile.exchangeName ?? t('rules.platform')} · {profile.source}
              </span>
            </span>
            {renderAction?.(profile)}
          </li>
        ))}
      </ul>
    </section>
  );
}
