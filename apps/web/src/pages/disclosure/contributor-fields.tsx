import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Contributor, disclosures } from '../../api/disclosures';
import { formatPercent, parsePercent } from '../../lib/percent';
import { type DisclosureValues, sumOfShares } from './disclosure-values';

/** Colleagues with a login and people from outside, each with a share; the sum stands below and must be whole. */
export function ContributorFields({ known }: { known: Pick<Contributor, 'userId' | 'name'>[] }) {
  const { t } = useTranslation();
  const contributors = Form.useWatch<DisclosureValues['contributors'] | undefined>('contributors');
  const sum = sumOfShares(contributors);
  return (
    <Form.List name="contributors">
      {(fields, { add, remove }) => (
        <div className="line-list">
          {fields.map(({ key, name }) => (
            <div key={key} className="line-fields">
              {contributors?.[name]?.external ? <External name={name} /> : <Colleague name={name} known={known} />}
              <Form.Item
                name={[name, 'shareBps']}
                className="share-field"
                rules={[
                  {
                    validator: (_, value: string) =>
                      parsePercent(value ?? '') === null
                        ? Promise.reject(new Error(t('disclosure.shareRule')))
                        : Promise.resolve(),
                  },
                ]}
              >
                <Input className="num" suffix="%" inputMode="decimal" aria-label={t('disclosure.share')} />
              </Form.Item>
              <Button type="link" disabled={fields.length === 1} onClick={() => remove(name)}>
                {t('common.remove')}
              </Button>
            </div>
          ))}
          <div className="row">
            <Button size="small" onClick={() => add({})}>
              {t('disclosure.addColleague')}
            </Button>
            <Button size="small" onClick={() => add({ external: true })}>
              {t('disclosure.addExternal')}
            </Button>
            <span className={`tag ${sum === 10_000 ? 'good' : 'wait'}`} aria-live="polite">
              {t('disclosure.sum', { sum: formatPercent(sum) })}
            </span>
          </div>
        </div>
      )}
    </Form.List>
  );
}

function External({ name }: { name: number }) {
  const { t } = useTranslation();
  const required = { required: true, whitespace: true, message: t('common.required') };
  return (
    <>
      <Form.Item name={[name, 'name']} rules={[required]}>
        <Input maxLength={100} placeholder={t('disclosure.personName')} aria-label={t('disclosure.personName')} />
      </Form.Item>
      <Form.Item name={[name, 'affiliation']} rules={[required]}>
        <Input maxLength={200} placeholder={t('disclosure.affiliation')} aria-label={t('disclosure.affiliation')} />
      </Form.Item>
    </>
  );
}

function Colleague({ name, known }: { name: number; known: Pick<Contributor, 'userId' | 'name'>[] }) {
  const { t } = useTranslation();
  const [q, setQ] = useState('');
  const found = useQuery({
    queryKey: ['/disclosures/colleagues', q],
    queryFn: () => disclosures.colleagues(q),
    placeholderData: (previous) => previous,
  });
  const options = new Map((found.data?.items ?? []).map((each) => [each.id, each.name]));
  // Whoever was chosen before is named, whatever is searched for now.
  for (const person of known) if (person.userId) options.set(person.userId, person.name);
  return (
    <Form.Item name={[name, 'userId']} className="wide" rules={[{ required: true, message: t('common.required') }]}>
      <Select
        showSearch={{ filterOption: false, onSearch: setQ }}
        placeholder={t('disclosure.colleague')}
        aria-label={t('disclosure.colleague')}
        options={[...options].map(([value, label]) => ({ value, label }))}
      />
    </Form.Item>
  );
}
