import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Amendment, type ListingView, listings, OPEN_STATES } from '../../api/listings';
import { useAuth } from '../../auth/actor';
import { ConfirmAction } from '../../ui/confirm-action';
import { FormDialog } from '../../ui/form-dialog';
import { Moment } from '../../ui/moment';
import { StateTag } from '../../ui/state-tag';
import { useFormAction } from '../../ui/use-form-action';

/** What a buyer must accept besides the price, as it reads now, and how it came to read so. */
export function Conditions({ listing }: { listing: ListingView }) {
  const { t } = useTranslation();
  const { actor, can } = useAuth();
  const amendments = useQuery({
    queryKey: ['/listings', listing.id, 'amendments'],
    queryFn: () => listings.amendments(listing.id),
  });
  const changes = amendments.data?.items ?? [];
  const seller = actor?.organisation.id === listing.transferorId || actor?.organisation.kind === 'window';
  const before = !listing.opensAt || new Date(listing.opensAt).getTime() > Date.now();
  const mayAsk = seller && can('listing.submit') && OPEN_STATES.includes(listing.state) && before;
  if (!listing.conditions && changes.length === 0 && !mayAsk) return null;
  return (
    <section className="panel" aria-labelledby="conditions-title">
      <h2 id="conditions-title">{t('life.conditions')}</h2>
      <p style={{ whiteSpace: 'pre-wrap' }}>{listing.conditions || t('life.noConditions')}</p>
      {mayAsk && !changes.some(({ state }) => state === 'requested') && <AskForChange listing={listing} />}
      {changes.length > 0 && (
        <ol className="timeline" style={{ marginTop: 16 }}>
          {changes.map((change) => (
            <Change key={change.id} change={change} exchange={actor?.organisation.id === listing.exchangeId} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Change({ change, exchange }: { change: Amendment; exchange: boolean }) {
  const { t } = useTranslation();
  const { can } = useAuth();
  return (
    <li>
      <b>{t('life.change')}</b> <StateTag domain="amendment" state={change.state} />
      <span className="cell-sub">
        <Moment at={change.requestedAt} /> · {t('room.because', { reason: change.reason })}
      </span>
      <div className="change">
        <del>{change.conditionsFrom || t('life.noConditions')}</del>
        <ins>{change.conditionsTo || t('life.noConditions')}</ins>
      </div>
      {change.decisionReason && (
        <span className="cell-sub">{t('room.because', { reason: change.decisionReason })}</span>
      )}
      {exchange && change.state === 'requested' && can('listing.review') && (
        <div className="row" style={{ marginTop: 8 }}>
          <ConfirmAction
            label={t('life.accept')}
            title={t('life.accept')}
            button={{ type: 'primary' }}
            run={() => listings.decideAmendment(change.id, true)}
          >
            <p>{t('life.acceptText')}</p>
          </ConfirmAction>
          <ConfirmAction
            label={t('life.refuse')}
            title={t('life.refuse')}
            reasonLabel={t('common.reason')}
            danger
            run={(reason) => listings.decideAmendment(change.id, false, reason)}
          >
            <p>{t('life.refuseText')}</p>
          </ConfirmAction>
        </div>
      )}
    </li>
  );
}

function AskForChange({ listing }: { listing: ListingView }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<{ conditions: string; reason: string }>();
  const ask = useFormAction(
    form,
    ({ conditions, reason }: { conditions: string; reason: string }) =>
      listings.amend(listing.id, conditions ?? '', reason),
    () => setOpen(false),
  );
  return (
    <>
      <Button style={{ marginTop: 12 }} onClick={() => setOpen(true)}>
        {t('life.askChange')}
      </Button>
      <FormDialog
        open={open}
        title={t('life.askChange')}
        okText={t('life.ask')}
        onClose={() => setOpen(false)}
        form={form}
        initialValues={{ conditions: listing.conditions }}
        action={ask}
        intro={<p>{t('life.askText')}</p>}
      >
        <Form.Item name="conditions" label={t('life.conditions')}>
          <Input.TextArea rows={5} maxLength={4000} showCount />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('common.reason')}
          rules={[{ required: true, whitespace: true, min: 2, message: t('common.reasonRequired') }]}
        >
          <Input.TextArea rows={2} maxLength={2000} />
        </Form.Item>
      </FormDialog>
    </>
  );
}
