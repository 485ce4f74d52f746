import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { type Payroll, payrolls } from '../../api/rewards';
import { Guard } from '../../auth/guard';
import { saveFile } from '../../lib/save-json';
import { ConfirmAction } from '../../ui/confirm-action';
import { Facts } from '../../ui/facts';
import { FormDialog } from '../../ui/form-dialog';
import { Moment } from '../../ui/moment';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { ProblemAlert } from '../../ui/problem-alert';
import { StateTag } from '../../ui/state-tag';
import { Loading } from '../../ui/states';
import { useFormAction } from '../../ui/use-form-action';

export function Component() {
  return (
    <Guard permission={['reward.manage', 'reward.approve']}>
      <PayrollPage />
    </Guard>
  );
}

function PayrollPage() {
  const { id = '' } = useParams();
  const found = useQuery({ queryKey: ['/reward-payrolls', id], queryFn: () => payrolls.get(id) });
  return (
    <>
      <ProblemAlert error={found.error} />
      {found.isPending && <Loading rows={8} />}
      {found.data && <Whole payroll={found.data} />}
    </>
  );
}

function Whole({ payroll }: { payroll: Payroll }) {
  const { t } = useTranslation();
  return (
    <>
      <PageHead
        title={t('payroll.of', { number: payroll.number })}
        intro={
          <>
            <Link to="/desk/reward-payrolls">{t('payroll.title')}</Link> ·{' '}
            <StateTag domain="payroll" state={payroll.state} />
          </>
        }
      />
      <div className="stack">
        <section className="panel" aria-labelledby="standing-title">
          <h2 id="standing-title">{t('payroll.standing')}</h2>
          <Facts
            items={[
              [
                t('payroll.total'),
                <b key="total">
                  <Money amount={payroll.totalMinor} />
                </b>,
              ],
              [t('payroll.lines'), t('payroll.counts', { lines: payroll.lines, cases: payroll.cases })],
              [t('payroll.madeBy'), payroll.madeByName],
              [t('payroll.paidOn'), payroll.paidOn],
              [t('payroll.voucher'), payroll.voucherNumber],
              [t('payroll.recordedBy'), payroll.recordedByName],
              [t('payroll.confirmedBy'), payroll.confirmedByName],
            ]}
          />
          <div className="row reward-acts">
            {payroll.may.includes('export') && <Exports payroll={payroll} />}
            {payroll.may.includes('record') && <Record payroll={payroll} />}
            {payroll.may.includes('confirm') && <Confirm payroll={payroll} />}
          </div>
          {payroll.exported.length > 0 && (
            <>
              <h3 className="reward-heading">{t('payroll.exports')}</h3>
              <ul className="reward-lines">
                {payroll.exported.map((each) => (
                  <li key={each.round}>
                    <span>
                      {t('payroll.exportOf', { round: each.round, format: each.format.toUpperCase() })} ·{' '}
                      {each.madeByName}
                      {each.reason && <span className="cell-sub">{each.reason}</span>}
                    </span>
                    <Moment at={each.madeAt} />
                  </li>
                ))}
              </ul>
            </>
          )}
        </section>
        <section className="panel" aria-labelledby="lines-title">
          <h2 id="lines-title">{t('payroll.lineTitle')}</h2>
          <p className="muted small">{t('payroll.lineHint')}</p>
          <ul className="reward-payroll">
            {payroll.items.map((line) => (
              <li key={line.position}>
                <div>
                  <b>{line.name}</b> <span className="num muted">{line.employeeNumber || line.affiliation}</span>
                  <span className="cell-sub">
                    <Link to={`/desk/rewards/${line.rewardId}`}>{line.title}</Link> ·{' '}
                    <span className="num">{line.rewardNumber}</span>
                  </span>
                </div>
                <div>
                  <span className={`tag ${line.tax.category === 'wages' ? '' : 'good'}`}>
                    {t(`reward.taxCategory.${line.tax.category}`)}
                  </span>{' '}
                  {line.wageTotal && <span className="tag">{t('reward.wageTotal')}</span>}
                  <span className="cell-sub">{t('reward.halfUntil', { day: line.tax.halfUntil })}</span>
                </div>
                <div className="reward-amount">
                  <b>
                    <Money amount={line.payableMinor} />
                  </b>
                  {line.paidDirectMinor > 0 && (
                    <span className="cell-sub">
                      {t('reward.award')} <Money amount={line.awardMinor} /> · {t('reward.paidDirect')}{' '}
                      <Money amount={line.paidDirectMinor} />
                    </span>
                  )}
                </div>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </>
  );
}

/** Once is enough; whoever takes it out again says why. */
function Exports({ payroll }: { payroll: Payroll }) {
  const { t } = useTranslation();
  const again = payroll.exported.length > 0;
  return (
    <>
      {(['xlsx', 'csv'] as const).map((format) => (
        <ConfirmAction
          key={format}
          label={t(`payroll.export.${format}`)}
          title={t(`payroll.export.${format}`)}
          button={format === 'xlsx' && !again ? { type: 'primary' } : {}}
          {...(again ? { reasonLabel: t('payroll.againReason') } : {})}
          run={async (reason) =>
            saveFile(`${payroll.number}.${format}`, await payrolls.export(payroll.id, format, reason))
          }
        >
          <p>{t(again ? 'payroll.exportAgainText' : 'payroll.exportText')}</p>
        </ConfirmAction>
      ))}
    </>
  );
}

function Record({ payroll }: { payroll: Payroll }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<{ paidOn: string; voucherNumber: string }>();
  const record = useFormAction(
    form,
    (values: { paidOn: string; voucherNumber: string }) => payrolls.pay(payroll.id, values),
    () => setOpen(false),
  );
  const required = { required: true, whitespace: true, message: t('common.required') };
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {t('payroll.record')}
      </Button>
      <FormDialog
        open={open}
        onClose={() => setOpen(false)}
        title={t('payroll.record')}
        form={form}
        action={record}
        intro={<p className="muted small">{t('payroll.recordHint')}</p>}
      >
        <Form.Item name="paidOn" label={t('payroll.paidOn')} rules={[required]}>
          <Input type="date" className="num" />
        </Form.Item>
        <Form.Item name="voucherNumber" label={t('payroll.voucher')} rules={[required]}>
          <Input maxLength={100} />
        </Form.Item>
      </FormDialog>
    </>
  );
}

function Confirm({ payroll }: { payroll: Payroll }) {
  const { t } = useTranslation();
  const { paidOn, voucherNumber } = payroll;
  return (
    <>
      <ConfirmAction
        label={t('payroll.confirm')}
        title={t('payroll.confirm')}
        button={{ type: 'primary' }}
        run={() => payrolls.confirm(payroll.id, 'confirm')}
      >
        <p>{t('payroll.confirmText', { paidOn, voucher: voucherNumber })}</p>
      </ConfirmAction>
      <ConfirmAction
        label={t('payroll.return')}
        title={t('payroll.return')}
        danger
        reasonLabel={t('common.reason')}
        reasonMax={2000}
        run={(reason) => payrolls.confirm(payroll.id, 'return', reason)}
      >
        <p>{t('payroll.returnText')}</p>
      </ConfirmAction>
    </>
  );
}
