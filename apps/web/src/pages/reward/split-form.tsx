import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { disclosures } from '../../api/disclosures';
import { type Reward, rewards, type SuggestedLine } from '../../api/rewards';
import { formatPercent, parsePercent } from '../../lib/percent';
import { ProblemAlert } from '../../ui/problem-alert';
import { useFormAction } from '../../ui/use-form-action';

interface Line {
  external?: boolean;
  userId?: string;
  name?: string;
  affiliation?: string;
  main?: boolean;
  shareBps?: string;
}
interface Values {
  lines: Line[];
}

const toLine = (line: SuggestedLine): Line => ({
  external: line.userId === null,
  ...(line.userId ? { userId: line.userId } : {}),
  name: line.name,
  affiliation: line.affiliation,
  main: line.main,
  shareBps: formatPercent(line.shareBps).replace('%', ''),
});

/** The first inventor's proposal, begun with what the disclosure says. */
export function SplitForm({ reward, onDone }: { reward: Reward; onDone: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  const lines = Form.useWatch<Line[] | undefined>('lines', form) ?? [];
  const send = useFormAction(
    form,
    ({ lines: given }: Values) =>
      rewards.propose(
        reward.id,
        given.map((line) => ({
          ...(line.external
            ? { name: line.name ?? '', affiliation: line.affiliation ?? '' }
            : { userId: line.userId ?? null }),
          main: line.main ?? false,
          shareBps: parsePercent(line.shareBps ?? '') ?? 0,
        })),
      ),
    onDone,
  );
  const sumOf = (of: Line[]): number => of.reduce((sum, line) => sum + (parsePercent(line?.shareBps ?? '') ?? 0), 0);
  const [sum, main] = [sumOf(lines), sumOf(lines.filter((line) => line?.main))];
  const shareRule = (_: unknown, value: string | undefined) =>
    parsePercent(value ?? '') === null ? Promise.reject(new Error(t('disclosure.shareRule'))) : Promise.resolve();
  return (
    <Form
      form={form}
      layout="vertical"
      initialValues={{ lines: reward.suggested.length > 0 ? reward.suggested.map(toLine) : [{ main: true }] }}
      onFinish={(values) => send.mutate(values)}
    >
      <p className="muted small">{t('reward.splitHint')}</p>
      <ProblemAlert error={send.error} />
      <Form.List name="lines">
        {(fields, { add, remove }, { errors }) => (
          <div className="line-list">
            {fields.map(({ key, name }) => (
              <div key={key} className="line-fields reward-line">
                {lines[name]?.external ? <External name={name} /> : <Colleague name={name} known={reward.suggested} />}
                <Form.Item name={[name, 'shareBps']} className="share-field" rules={[{ validator: shareRule }]}>
                  <Input className="num" suffix="%" inputMode="decimal" aria-label={t('reward.share')} />
                </Form.Item>
                <div className="row reward-line-end">
                  <Form.Item name={[name, 'main']} valuePropName="checked" noStyle>
                    <Checkbox>{t('reward.main')}</Checkbox>
                  </Form.Item>
                  <Button type="link" disabled={fields.length === 1} onClick={() => remove(name)}>
                    {t('common.remove')}
                  </Button>
                </div>
              </div>
            ))}
            <div className="fault">
              <Form.ErrorList errors={errors} />
            </div>
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
              <span className={`tag ${main >= reward.rule.main.bps ? 'good' : 'wait'}`} aria-live="polite">
                {t('reward.mainSum', { sum: formatPercent(main), least: formatPercent(reward.rule.main.bps) })}
              </span>
            </div>
          </div>
        )}
      </Form.List>
      <Button type="primary" htmlType="submit" loading={send.isPending} style={{ marginTop: 14 }}>
        {t('reward.propose')}
      </Button>
    </Form>
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

function Colleague({ name, known }: { name: number; known: Pick<SuggestedLine, 'userId' | 'name'>[] }) {
  const { t } = useTranslation();
  const [q, setQ] = useState('');
  const found = useQuery({
    queryKey: ['/disclosures/colleagues', q],
    queryFn: () => disclosures.colleagues(q),
    placeholderData: (previous) => previous,
  });
  const options = new Map((found.data?.items ?? []).map((each) => [each.id, each.name]));
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
