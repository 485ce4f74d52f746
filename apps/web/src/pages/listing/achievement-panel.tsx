import { useTranslation } from 'react-i18next';
import type { Achievement, Person } from '../../api/listings';
import { countryName } from '../../lib/regions';
import { Facts } from '../../ui/facts';
import { Moment } from '../../ui/moment';

export function AchievementPanel({ achievement }: { achievement: Achievement }) {
  const { t, i18n } = useTranslation();
  const day = (at: string | null | undefined) => (at ? <Moment at={at} day /> : null);
  return (
    <section className="panel" aria-labelledby="achievement-title">
      <h2 id="achievement-title">{t('achievement.title')}</h2>
      {achievement.abstract && <p className="abstract">{achievement.abstract}</p>}
      <div style={{ marginTop: 18 }}>
        <Facts
          items={[
            [t('achievement.ipKind'), achievement.ipKind && t(`ipKind.${achievement.ipKind}`)],
            [t('achievement.country'), achievement.country && countryName(achievement.country, i18n.language)],
            [
              t('achievement.patentNumber'),
              number([achievement.patentNumber, achievement.kindCode].filter(Boolean).join(' ')),
            ],
            [t('achievement.applicationNumber'), number(achievement.applicationNumber)],
            [t('achievement.filedOn'), day(achievement.filedOn)],
            [t('achievement.publishedOn'), day(achievement.publishedOn)],
            [t('achievement.grantedOn'), day(achievement.grantedOn)],
            [
              t('achievement.field'),
              achievement.fieldCode && t(`field.${achievement.fieldCode}`, { defaultValue: achievement.fieldCode }),
            ],
            [t('achievement.inventors'), people(achievement.inventors, i18n.language)],
            [t('achievement.assignees'), people(achievement.assignees, i18n.language)],
            [t('achievement.ipc'), chips(achievement.ipc)],
            [t('achievement.cpc'), chips(achievement.cpc)],
          ]}
        />
      </div>
    </section>
  );
}

function number(text: string | null | undefined): React.ReactNode {
  return text ? <span className="num">{text}</span> : null;
}

/** One a line, with the place the source gives. */
function people(list: Person[], language: string): React.ReactNode {
  if (list.length === 0) return null;
  return (
    <ul>
      {list.map((person, index) => (
        <li key={index}>
          {person.name}
          <span className="muted small"> {placeOf(person, language)}</span>
        </li>
      ))}
    </ul>
  );
}

const placeOf = ({ city, country }: Person, language: string): string =>
  [city, country && countryName(country, language)].filter(Boolean).join(', ');

function chips(codes: string[] | undefined): React.ReactNode {
  if (!codes || codes.length === 0) return null;
  return (
    <span className="chips">
      {codes.map((code) => (
        <span key={code} className="chip num">
          {code}
        </span>
      ))}
    </span>
  );
}
