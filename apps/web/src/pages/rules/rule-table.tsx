import { useTranslation } from 'react-i18next';
import type { ProfileBody } from '../../api/profile';
import { appliesIn, RULE_GROUPS, sourceOf, valueAt } from '../../lib/rules';
import { RuleValue } from './rule-value';

interface RuleRowsProps {
  body: ProfileBody;
  paths: readonly string[];
  caption: string;
  /** What a rule is told as instead, where a sale bends it. */
  told?: Record<string, React.ReactNode>;
}

/** Where nothing is said of these, something is so all the same. */
const ALWAYS = ['sale.texts.nda', 'sale.depositWithinMs'];
const says = (body: ProfileBody, path: string): boolean =>
  appliesIn(path, body.auction.mode) && (valueAt(body, path) !== undefined || ALWAYS.includes(path));

/** Rules one below the other, each with the text it comes from; those a profile or its mode does not have are left out. */
export function RuleRows({ body, paths, caption, told = {} }: RuleRowsProps) {
  const { t } = useTranslation();
  return (
    <table className="rules">
      <caption className="sr-only">{caption}</caption>
      <tbody>
        {paths
          .filter((path) => says(body, path))
          .map((path) => (
            <tr key={path}>
              <th scope="row">{t(`profile.rule.${path.replaceAll('.', '_')}`)}</th>
              <td className="num" style={{ whiteSpace: 'normal' }}>
                {told[path] ?? <RuleValue path={path} value={valueAt(body, path)} />}
              </td>
              <td className="source" lang="zh">
                {sourceOf(body.sources, path)}
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

/** A whole profile, group by group. */
export function RuleTable({ body }: { body: ProfileBody }) {
  const { t } = useTranslation();
  return (
    <>
      {RULE_GROUPS.map(({ group, rules }) => (
        <section key={group} className="rule-group" aria-label={t(`rules.group.${group}`)}>
          <h3>{t(`rules.group.${group}`)}</h3>
          <RuleRows body={body} paths={rules.map(({ path }) => path)} caption={t(`rules.group.${group}`)} />
        </section>
      ))}
    </>
  );
}
