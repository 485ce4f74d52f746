import { useTranslation } from 'react-i18next';
import type { BylawChange, ChainRule, Term } from '../../api/bylaws';
import { RuleName, TermWords } from './rule-words';

/** Two sets of rules side by side: only what differs. */
export function BylawChanges({ changes, caption }: { changes: BylawChange[]; caption: string }) {
  const { t } = useTranslation();
  if (changes.length === 0) return <p className="muted">{t('bylaw.noChanges')}</p>;
  return (
    <table className="changes">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('bylaw.matter')}</th>
          <th scope="col">{t('rules.before')}</th>
          <th scope="col">{t('rules.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changes.map((change) => (
          <tr key={change.deadline ?? ruleKey(change.after ?? change.before)}>
            <th scope="row">
              {change.deadline === null ? (
                <RuleName rule={(change.after ?? change.before)!} />
              ) : (
                t(`bylaw.deadline.${change.deadline}`)
              )}
            </th>
            <Side tone="old" label={t('rules.before')} term={change.before} />
            <Side tone="new" label={t('rules.after')} term={change.after} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const ruleKey = (rule: ChainRule | null): string => (rule ? [rule.step, ...rule.forms, rule.planFunded].join(' ') : '');

function Side({ tone, label, term }: { tone: 'old' | 'new'; label: string; term: Term | null }) {
  const { t } = useTranslation();
  return (
    <td data-label={label} className={`changes-${tone}`}>
      <div>{term ? <TermWords term={term} /> : t('bylaw.none')}</div>
      {term && (
        <div className="small muted" lang="zh">
          {term.source}
        </div>
      )}
    </td>
  );
}
