import { useQuery } from '@tanstack/react-query';
import { Switch } from 'antd';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { Texts } from '../../../api/profile';
import { rules } from '../../../api/rules';
import type { FieldProps } from './field-props';
import { LANGUAGES, TextsInput } from './texts';

const PLACEHOLDERS = ['recipient', 'discloser', 'exchange', 'title', 'number'] as const;
/** As a sale would fill them in, in the language of the text. */
const SAMPLES: Record<keyof Texts, Record<string, string>> = {
  zh: {
    recipient: '深圳某某科技有限公司',
    discloser: '广州某某大学',
    exchange: '某某技术交易所',
    title: '一种石墨烯复合材料',
    number: 'GZ-2026-0001',
  },
  en: {
    recipient: 'Shenzhen Sample Technology Ltd',
    discloser: 'Guangzhou Sample University',
    exchange: 'Sample Technology Exchange',
    title: 'A graphene composite',
    number: 'GZ-2026-0001',
  },
};

/** The undertaking that opens a data room: the platform's standard, or one of the exchange's own, begun from it; each as it would read. */
export function UndertakingInput({ value, label, onChange }: FieldProps<Texts | undefined>) {
  const { t } = useTranslation();
  const { data: standard } = useQuery({
    queryKey: ['/rule-profiles', 'standard-nda'],
    queryFn: rules.standardNda,
    staleTime: Infinity,
  });
  return (
    <div className="rule-maybe rule-undertaking">
      <Switch
        aria-label={t('rules.hasRule', { rule: label })}
        checked={value !== undefined}
        loading={!standard}
        checkedChildren={t('rules.nda.own')}
        unCheckedChildren={t('rules.nda.standard')}
        onChange={(own) => onChange(own && standard ? { ...standard.words } : undefined)}
      />
      {value ? (
        <>
          <TextsInput label={label} value={value} onChange={onChange} max={20_000} rows={16} />
          <Placeholders />
        </>
      ) : (
        <span className="muted">{t('rules.nda.standardText', { version: standard?.version ?? 1 })}</span>
      )}
      <Preview texts={value ?? standard?.words} />
    </div>
  );
}

function Placeholders() {
  const { t } = useTranslation();
  return (
    <p className="small muted">
      {t('rules.nda.placeholders')}{' '}
      {PLACEHOLDERS.map((name) => (
        <Fragment key={name}>
          <code>{`{${name}}`}</code> {t(`rules.nda.says.${name}`)}{' '}
        </Fragment>
      ))}
    </p>
  );
}

function Preview({ texts }: { texts: Texts | undefined }) {
  const { t } = useTranslation();
  if (!texts) return null;
  return (
    <details className="rule-law">
      <summary>{t('rules.nda.preview')}</summary>
      <div className="rule-preview">
        {LANGUAGES.map((language) => (
          <div key={language} lang={language} className="nda-text">
            <Filled text={texts[language]} sample={SAMPLES[language]} />
          </div>
        ))}
      </div>
    </details>
  );
}

/** What is filled in stands out; what nobody fills in stays as it is, and the server says so at the field. */
function Filled({ text, sample }: { text: string; sample: Record<string, string> }) {
  const parts = text.split(new RegExp(`\\{(${PLACEHOLDERS.join('|')})\\}`));
  return parts.map((part, index) =>
    // Every second part is a name between braces.
    index % 2 === 0 ? part : <mark key={index}>{sample[part]}</mark>,
  );
}
