import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import type { FieldProblem } from '../../api/http';
import type { ProfileBody } from '../../api/profile';
import { appliesIn, type Rule, RULE_GROUPS, valueAt, withRule } from '../../lib/rules';
import { RuleInput } from './inputs/rule-input';

interface RuleEditorProps {
  body: ProfileBody;
  faults: FieldProblem[];
  onChange: (body: ProfileBody) => void;
}

/** Every rule of a profile in a field of its own, with the text it comes from beside it. */
export function RuleEditor(props: RuleEditorProps) {
  const { t } = useTranslation();
  return (
    <>
      <NameFields {...props} />
      {RULE_GROUPS.map(({ group, rules }) => (
        <fieldset key={group} className="panel rule-fields" id={`group-${group}`}>
          <legend>{t(`rules.group.${group}`)}</legend>
          {rules.map((rule) => (
            <RuleField key={rule.path} rule={rule} {...props} />
          ))}
        </fieldset>
      ))}
    </>
  );
}

function RuleField({ rule, body, faults, onChange }: RuleEditorProps & { rule: Rule }) {
  const { t } = useTranslation();
  const name = rule.path.replaceAll('.', '_');
  const label = t(`profile.rule.${name}`);
  const value = valueAt(body, rule.path);
  const ofValue = faults.filter(({ path }) => stands(path, rule.path));
  const ofSource = faults.filter(({ path }) => stands(sourcePath(path), rule.path));
  const faulty = ofValue.length + ofSource.length > 0;
  // A fault that stands in the way of saving is shown, whichever mode it was written in.
  if (!appliesIn(rule.path, body.auction.mode) && !faulty) return null;
  return (
    <div className={`rule-field ${faulty ? 'rule-faulty' : ''}`} data-path={rule.path}>
      <div className="rule-label">
        {label}
        <p className="rule-help">{t(`rules.help.${name}`)}</p>
      </div>
      <div>
        <RuleInput
          rule={rule}
          label={label}
          value={value}
          onChange={(next) => onChange(withRule(body, rule.path, next))}
        />
        <Faults faults={ofValue} />
      </div>
      <div>
        {value !== undefined && (
          <Input.TextArea
            aria-label={t('rules.sourceOf', { rule: label })}
            placeholder={t('rules.sourceHint')}
            autoSize={{ minRows: 1, maxRows: 4 }}
            maxLength={1_000}
            value={body.sources[rule.path] ?? ''}
            status={ofSource.length > 0 ? 'error' : ''}
            onChange={(event) => onChange({ ...body, sources: { ...body.sources, [rule.path]: event.target.value } })}
          />
        )}
        <Faults faults={ofSource} />
      </div>
    </div>
  );
}

function NameFields({ body, faults, onChange }: RuleEditorProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="panel rule-fields">
      <legend>{t('rules.names')}</legend>
      {(['zh', 'en'] as const).map((language) => (
        <div key={language} className="rule-field rule-name">
          <label className="rule-label" htmlFor={`name-${language}`}>
            {t(`rules.nameIn.${language}`)}
          </label>
          <div>
            <Input
              id={`name-${language}`}
              lang={language}
              maxLength={200}
              value={body.name[language]}
              onChange={(event) => onChange({ ...body, name: { ...body.name, [language]: event.target.value } })}
            />
            <Faults faults={faults.filter(({ path }) => path === `name.${language}`)} />
          </div>
        </div>
      ))}
    </fieldset>
  );
}

function Faults({ faults }: { faults: FieldProblem[] }) {
  if (faults.length === 0) return null;
  const told = [...new Set(faults.map(({ message, code }) => message ?? code))];
  return (
    <ul className="rule-faults" role="alert">
      {told.map((message) => (
        <li key={message}>{message}</li>
      ))}
    </ul>
  );
}

/** `sources["auction.timerMs"]` is about the source of that rule. */
const sourcePath = (path: string): string => /^sources\["(.*)"\]$/.exec(path)?.[1] ?? '';
/** `auction.increments[0].fromMinor` stands at the rule `auction.increments`. */
const stands = (path: string, rule: string): boolean =>
  path === rule || path.startsWith(`${rule}.`) || path.startsWith(`${rule}[`);
