import { useTranslation } from 'react-i18next';
import type { RuleChange } from '../../api/rules';
import { RuleValue } from './rule-value';

/** Two versions side by side: only what differs, in words, with the texts on both sides. */
export function ChangeTable({ changes, caption }: { changes: RuleChange[]; caption: string }) {
  const { t } = useTranslation();
  if (changes.length === 0) return <p className="muted">{t('rules.noChanges')}</p>;
  const groups = [...new Set(changes.map(({ group }) => group))];
  return (
    <table className="changes">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('rules.rule')}</th>
          <th scope="col">{t('rules.before')}</th>
          <th scope="col">{t('rules.after')}</th>
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={group}>
          <tr className="changes-group">
            <th colSpan={3} scope="rowgroup">
              {t(`rules.group.${group}`)}
            </th>
          </tr>
          {changes
            .filter((change) => change.group === group)
            .map((change) => (
              <tr key={change.path}>
                <th scope="row">
                  {t(`profile.rule.${change.path.replaceAll('.', '_')}`, { defaultValue: change.path })}
                </th>
                <Side
                  label={t('rules.before')}
                  tone="old"
                  change={change}
                  value={change.old}
                  source={change.oldSource}
                />
                <Side
                  label={t('rules.after')}
                  tone="new"
                  change={change}
                  value={change.new}
                  source={change.newSource}
                />
              </tr>
            ))}
        </tbody>
      ))}
    </table>
  );
}

interface SideProps {
  label: string;
  tone: 'old' | 'new';
  change: RuleChange;
  value: unknown;
  source: string;
}

function Side({ label, tone, change, value, source }: SideProps) {
  return (
    <td data-label={label} className={`changes-${tone}`}>
      <div>
        <RuleValue path={change.path} value={value} />
      </div>
      {source && (
        <div className="small muted" lang="zh">
          {source}
        </div>
      )}
    </td>
  );
}
