import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAuth } from '../../auth/actor';
import { deskFor } from '../../shell/desk-nav';
import { PageHead } from '../../ui/page-head';
import { DueList } from './due-list';
import { WorkCount } from './work-count';

/** What waits for this person, then every door that is open to them. */
export function Component() {
  const { t } = useTranslation();
  const { actor, can } = useAuth();
  if (!actor) return null;
  const roles = actor.roles.map((role) => t(`role.${role}`, { defaultValue: role })).join(t('common.comma'));
  return (
    <>
      <PageHead title={t('desk.hello', { name: actor.name })} intro={`${actor.organisation.name} · ${roles}`} />
      <DueList />
      {deskFor(can).map((group) => (
        <section key={group.key} className="desk-group" aria-labelledby={`group-${group.key}`}>
          <h2 id={`group-${group.key}`}>{t(`desk.group.${group.key}`)}</h2>
          <ul className="desk-doors">
            {group.entries.map((entry) => (
              <li key={entry.to}>
                <Link to={entry.to}>
                  <b>{t(`desk.entry.${entry.key}`)}</b>
                  <WorkCount entry={entry.key} />
                  <span>{t(`desk.about.${entry.key}`)}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
