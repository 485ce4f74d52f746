import { useTranslation } from 'react-i18next';
import { type Bylaws, DEADLINES, type Term } from '../../api/bylaws';
import { RuleName, TermWords } from './rule-words';

/** Every value with where it comes from. */
export function BylawTable({ body }: { body: Bylaws }) {
  const { t } = useTranslation();
  return (
    <table className="changes bylaw-table">
      <caption className="sr-only">{t('bylaw.values')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('bylaw.matter')}</th>
          <th scope="col">{t('bylaw.rule')}</th>
          <th scope="col">{t('bylaw.clause')}</th>
        </tr>
      </thead>
      <tbody>
        <Group title={t('bylaw.deadlines')} />
        {DEADLINES.map((name) => (
          <Line key={name} name={t(`bylaw.deadline.${name}`)} term={body.deadlines[name]} />
        ))}
        <Group title={t('bylaw.chain')} />
        {body.chain.map((rule) => (
          <Line
            key={[rule.step, ...rule.forms, rule.planFunded].join(' ')}
            name={<RuleName rule={rule} />}
            term={rule}
          />
        ))}
      </tbody>
    </table>
  );
}

const Group = ({ title }: { title: string }) => (
  <tr className="changes-group">
    <th colSpan={3} scope="rowgroup">
      {title}
    </th>
  </tr>
);

function Line({ name, term }: { name: React.ReactNode; term: Term }) {
  const { t } = useTranslation();
  return (
    <tr>
      <th scope="row">{name}</th>
      <td data-label={t('bylaw.rule')} className="num">
        <TermWords term={term} />
      </td>
      <td data-label={t('bylaw.clause')} className="small muted" lang="zh">
        {term.source}
      </td>
    </tr>
  );
}
