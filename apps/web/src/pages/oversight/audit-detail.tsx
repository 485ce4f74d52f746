import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../api/oversight';
import { spanText } from '../../lib/span';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';

type Detail = Record<string, unknown>;

/** What was recorded with an act: every name in words, amounts and moments as people read them. What is empty tells nothing. */
export function AuditDetail({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const told = flat(entry.detail ?? {});
  if (told.length === 0) return null;
  return (
    <dl className="audit-detail">
      {told.map(([name, value]) => (
        <div key={name}>
          <dt>{t(`auditDetail.${name}`, { defaultValue: name })}</dt>
          <dd>{shown(t, name, value)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A request for approval holds what it asks for one level deeper; its parts have the same names. */
function flat(detail: Detail): [string, unknown][] {
  return Object.entries(detail).flatMap(([name, value]): [string, unknown][] => {
    if (value === '' || value === null || (Array.isArray(value) && value.length === 0)) return [];
    return typeof value === 'object' && !Array.isArray(value) ? flat(value as Detail) : [[name, value]];
  });
}

/** Fields whose values are words of ours; all others are shown as they were written. */
const WORDS: Record<string, string[]> = {
  kind: ['kind'],
  from: ['state.application', 'role'],
  to: ['state.application', 'role'],
  roles: ['role'],
  role: ['ceremony.role'],
  ground: ['ground'],
  party: [],
  scope: [],
};

function shown(t: TFunction, name: string, value: unknown): React.ReactNode {
  if (Array.isArray(value))
    return value.map((one) => (typeof one === 'number' ? one : textOf(t, name, one))).join(t('common.comma'));
  if (typeof value === 'boolean') return t(value ? 'auditWord.true' : 'auditWord.false');
  if (typeof value !== 'number') return textOf(t, name, value);
  if (name.endsWith('Minor')) return <Money amount={value} />;
  if (name === 'toMs' || name.endsWith('UntilMs')) return <Moment at={value} />;
  return name.endsWith('Ms') ? spanText(t, value) : <span className="num">{value}</span>;
}

function textOf(t: TFunction, name: string, value: unknown): string {
  const plain = typeof value === 'string' ? value : Object.values(value as Detail).join(' · ');
  const places = WORDS[name];
  if (!places) return plain;
  const word = t(`auditWord.${plain}`, { defaultValue: plain });
  if (places.length === 0) return word;
  return t(
    places.map((place) => `${place}.${plain}`),
    { defaultValue: word },
  );
}
