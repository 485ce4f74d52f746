import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { applications } from '../../api/applications';
import { type Cost, defaults, type WaterfallLine, type WholeCase } from '../../api/defaults';
import { useAuth } from '../../auth/actor';
import { parseYuan } from '../../lib/money';
import { ConfirmAction } from '../../ui/confirm-action';
import { Facts } from '../../ui/facts';
import { FilePicker } from '../../ui/file-picker';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { MoneyInput } from '../../ui/money-input';
import { ProblemAlert } from '../../ui/problem-alert';
import { useFormAction } from '../../ui/use-form-action';

/** Where a forfeited deposit goes: reckoned by one cashier, agreed to by another. */
export function Distribution({ found }: { found: WholeCase }) {
  const { t } = useTranslation();
  const { can } = useAuth();
  const { distribution } = found;
  const isFinal =
    found.state === 'final' || (found.state === 'forfeited' && Date.parse(found.appealUntil ?? '') <= Date.now());
  if (!isFinal && !distribution) return null;
  return (
    <section className="panel" aria-labelledby="distribution-title">
      <h2 id="distribution-title">{t('default.distribution')}</h2>
      <p className="muted">{t('default.distributionIntro', { to: t(`default.to.${found.restTo}`) })}</p>
      {distribution && (
        <>
          <Facts
            items={[
              [
                t('default.resale'),
                distribution.resaleMinor === null ? (
                  (distribution.givenUp ?? t('default.resaleNone'))
                ) : (
                  <Money key="resale" amount={distribution.resaleMinor} />
                ),
              ],
              [t('default.shortfall'), <Money key="shortfall" amount={distribution.shortfallMinor} />],
              Boolean(distribution.approvedAt) && [
                t('default.approvedAt'),
                <Moment key="at" at={distribution.approvedAt} />,
              ],
            ]}
          />
          <Lines lines={distribution.lines} />
        </>
      )}
      {isFinal && distribution && can('payout.confirm') && (
        <ConfirmAction
          label={t('default.approve')}
          title={t('default.approve')}
          danger
          run={() => defaults.approveDistribution(found.id)}
        >
          <Lines lines={distribution.lines} />
          <p>{t('default.approveText')}</p>
        </ConfirmAction>
      )}
      {isFinal && distribution?.isMine && <p>{t('default.proposedBySelf')}</p>}
      {isFinal && can('payout.propose') && <Propose found={found} />}
    </section>
  );
}

function Lines({ lines }: { lines: readonly WaterfallLine[] }) {
  const { t } = useTranslation();
  const total = lines.reduce((sum, { paidMinor }) => sum + paidMinor, 0);
  return (
    <div className="data-wrap">
      <table className="data waterfall">
        <caption className="sr-only">{t('default.lines')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('default.lines')}</th>
            <th scope="col">{t('default.lineTo')}</th>
            <th scope="col" className="end">
              {t('default.claimed')}
            </th>
            <th scope="col" className="end">
              {t('default.paid')}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line, index) => (
            <tr key={index}>
              <td data-label={t('default.lines')}>
                {t(`default.what.${line.what}`)}
                {line.label && ` · ${line.label}`}
              </td>
              <td data-label={t('default.lineTo')}>{t(`default.to.${line.to}`)}</td>
              <td data-label={t('default.claimed')} className="end">
                <Money amount={line.claimedMinor} />
              </td>
              <td data-label={t('default.paid')} className="end">
                <Money amount={line.paidMinor} />
              </td>
            </tr>
          ))}
          <tr>
            <td data-label={t('default.lines')}>
              <b>{t('default.total')}</b>
            </td>
            <td />
            <td />
            <td data-label={t('default.paid')} className="end">
              <b>
                <Money amount={total} />
              </b>
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  );
}

interface Values {
  costs?: { label: string; amount: string; bearer: 'exchange' | 'seller'; files: File[] }[];
  givenUp?: string;
}

/** One row a cost, each with its paper; the lines are reckoned by the server before anything is proposed. */
function Propose({ found }: { found: WholeCase }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  const [papers] = useState(() => new Map<File, string>());
  const costsOf = async ({ costs = [] }: Values): Promise<Cost[]> => {
    const read: Cost[] = [];
    for (const { label, amount, bearer, files } of costs) {
      const file = files[0]!;
      const paperId = papers.get(file) ?? (await applications.upload(file)).id;
      papers.set(file, paperId);
      read.push({ label, amountMinor: parseYuan(amount) ?? 0, bearer, paperId });
    }
    return read;
  };
  const preview = useMutation({
    mutationFn: async () =>
      defaults.preview(found.id, await costsOf(await form.validateFields(['costs'], { recursive: true }))),
  });
  const propose = useFormAction(form, async (values: Values) =>
    defaults.distribute(found.id, await costsOf(values), values.givenUp?.trim() || undefined),
  );
  const required = { required: true, message: t('common.required') };
  return (
    <Form form={form} layout="vertical" className="case-costs" onFinish={(values) => propose.mutate(values)}>
      <ProblemAlert error={preview.error ?? propose.error} />
      <Form.List name="costs">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <fieldset key={key} className="case-cost">
                <Form.Item name={[name, 'label']} label={t('default.cost')} rules={[{ ...required, whitespace: true }]}>
                  <Input maxLength={100} />
                </Form.Item>
                <Form.Item
                  name={[name, 'amount']}
                  label={t('default.amount')}
                  rules={[
                    required,
                    {
                      validator: (_, text: string) =>
                        !text || parseYuan(text) ? Promise.resolve() : Promise.reject(new Error(t('common.required'))),
                    },
                  ]}
                >
                  <MoneyInput />
                </Form.Item>
                <Form.Item name={[name, 'bearer']} label={t('default.bearer')} rules={[required]}>
                  <Select
                    options={(['exchange', 'seller'] as const).map((value) => ({
                      value,
                      label: t(`default.to.${value}`),
                    }))}
                  />
                </Form.Item>
                <Form.Item name={[name, 'files']} label={t('default.paper')} rules={[required]}>
                  <Paper />
                </Form.Item>
                <Button type="link" onClick={() => remove(name)}>
                  {t('default.removeCost')}
                </Button>
              </fieldset>
            ))}
            <Button onClick={() => add({ bearer: 'exchange' })}>{t('default.addCost')}</Button>
          </>
        )}
      </Form.List>
      {found.resaleMinor === null ? (
        <Form.Item
          name="givenUp"
          label={t('default.givenUp')}
          extra={t('default.givenUpHint')}
          rules={[{ ...required, whitespace: true, min: 2 }]}
        >
          <Input.TextArea rows={2} maxLength={500} />
        </Form.Item>
      ) : (
        <p>
          {t('default.resale')} <Money amount={found.resaleMinor} />
        </p>
      )}
      {preview.data && <Lines lines={preview.data.lines} />}
      <div className="row">
        <Button onClick={() => preview.mutate()} loading={preview.isPending}>
          {t('default.preview')}
        </Button>
        <Button type="primary" htmlType="submit" loading={propose.isPending}>
          {t('default.distribute')}
        </Button>
      </div>
    </Form>
  );
}

function Paper({ value = [], onChange }: { value?: File[]; onChange?: (files: File[]) => void }) {
  const { t } = useTranslation();
  return (
    <FilePicker
      label={t('common.chooseFiles')}
      accept=".pdf,.png,.jpg,.jpeg"
      multiple={false}
      files={value}
      onChange={(files) => onChange?.(files)}
    />
  );
}
