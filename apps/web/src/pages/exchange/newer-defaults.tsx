import { useMutation, useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { path } from '../../api/http';
import { type DefaultChange, type NewerDefault, rules } from '../../api/rules';
import { formatDate } from '../../lib/time';
import { ProblemAlert } from '../../ui/problem-alert';
import { RuleValue } from '../rules/rule-value';

/** Defaults that changed since own rules were made from them; nothing when there are none. */
export function NewerDefaults() {
  const { t } = useTranslation();
  const found = useQuery({ queryKey: ['/rule-profile-drafts/newer-defaults'], queryFn: rules.newerDefaults });
  const items = found.data?.items ?? [];
  if (items.length === 0) return <ProblemAlert error={found.error} />;
  return (
    <section className="panel rule-upcoming" aria-labelledby="newer-title">
      <div className="row" style={{ justifyContent: 'space-between' }}>
        <h2 id="newer-title">{t('rules.newer.title')}</h2>
        <a href={path('/rule-profile-drafts/newer-defaults', { format: 'csv' })} download>
          {t('common.exportCsv')}
        </a>
      </div>
      <p className="muted small">{t('rules.newer.intro')}</p>
      {items.map((item) => (
        <Newer key={item.own.code} item={item} />
      ))}
    </section>
  );
}

function Newer({ item }: { item: NewerDefault }) {
  const { t, i18n } = useTranslation();
  const { own, from, to, openDraftId } = item;
  return (
    <article className="rule-newer" data-code={own.code}>
      <h3>
        <Link to={`/rules/${own.code}`}>{own.name[i18n.language.startsWith('zh') ? 'zh' : 'en']}</Link>
      </h3>
      <p className="small">
        {t('rules.newer.about', {
          code: own.code,
          base: from.code,
          from: from.version,
          to: to.version,
          day: formatDate(to.effectiveAt, i18n.language),
          source: to.source,
        })}
      </p>
      {openDraftId ? (
        <Link to={`/desk/rules/${openDraftId}`}>{t('rules.newer.open')}</Link>
      ) : (
        <details>
          <summary>{t('rules.newer.show')}</summary>
          <Choice item={item} />
        </details>
      )}
    </article>
  );
}

/** All changes are chosen to begin with; the draft holds those that stay so. */
function Choice({ item: { own, from, to, changes } }: { item: NewerDefault }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const all = changes.map((change) => change.path);
  const [chosen, setChosen] = useState(all);
  const begin = useMutation({
    mutationFn: () => rules.takeOver({ code: own.code, defaultVersion: to.version, paths: chosen }),
    onSuccess: (draft) => void navigate(`/desk/rules/${draft.id}`),
  });
  const toggle = (rule: string) =>
    setChosen(all.filter((other) => (other === rule ? !chosen.includes(rule) : chosen.includes(other))));
  return (
    <>
      <Checkbox
        className="take-all"
        checked={chosen.length === all.length}
        indeterminate={chosen.length > 0 && chosen.length < all.length}
        onChange={(event) => setChosen(event.target.checked ? all : [])}
      >
        {t('rules.newer.takeAll')}
      </Checkbox>
      <table className="changes take-over">
        <caption className="sr-only">{t('rules.newer.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('rules.rule')}</th>
            <th scope="col">{t('rules.newer.oldDefault', { version: from.version })}</th>
            <th scope="col">{t('rules.newer.newDefault', { version: to.version })}</th>
            <th scope="col">{t('rules.newer.own')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <Line
              key={change.path}
              change={change}
              versions={[from.version, to.version]}
              chosen={chosen.includes(change.path)}
              onToggle={() => toggle(change.path)}
            />
          ))}
        </tbody>
      </table>
      <ProblemAlert error={begin.error} />
      <Button type="primary" disabled={chosen.length === 0} loading={begin.isPending} onClick={() => begin.mutate()}>
        {t('rules.newer.begin', { count: chosen.length })}
      </Button>
    </>
  );
}

interface LineProps {
  change: DefaultChange;
  versions: [from: number, to: number];
  chosen: boolean;
  onToggle: () => void;
}

function Line({ change, versions: [from, to], chosen, onToggle }: LineProps) {
  const { t } = useTranslation();
  const rule = t(`profile.rule.${change.path.replaceAll('.', '_')}`, { defaultValue: change.path });
  const cell = (label: string, tone: string, value: unknown, source: string, more?: React.ReactNode) => (
    <td data-label={label} className={tone}>
      <div>
        <RuleValue path={change.path} value={value} />
      </div>
      <div className="small muted" lang="zh">
        {source}
      </div>
      {more}
    </td>
  );
  return (
    <tr>
      <th scope="row">
        <Checkbox aria-label={t('rules.newer.take', { rule })} checked={chosen} onChange={onToggle}>
          {rule}
        </Checkbox>
      </th>
      {cell(t('rules.newer.oldDefault', { version: from }), '', change.old, change.oldSource)}
      {cell(t('rules.newer.newDefault', { version: to }), 'changes-new', change.new, change.newSource)}
      {cell(
        t('rules.newer.own'),
        '',
        change.own,
        change.ownSource,
        change.differs && <Tag color="orange">{t('rules.newer.differs')}</Tag>,
      )}
    </tr>
  );
}
