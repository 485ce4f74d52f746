import { App, Button, Form, Input, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { applications, candidateRules, type NewApplication } from '../../api/applications';
import type { ListingView } from '../../api/listings';
import { parseYuan } from '../../lib/money';
import { MoneyInput } from '../../ui/money-input';
import { ProblemAlert } from '../../ui/problem-alert';
import { useFormAction } from '../../ui/use-form-action';
import { Deadline } from '../notices/deadline';
import { AcceptedText, ClientChoice, OriginField, RepresentativeFields } from './apply-fields';
import { type ChosenPapers, PaperFields, tooLarge } from './paper-fields';

/** An application takes no more. */
const MAX_PAPERS = 10;

interface ApplyValues {
  statement: string;
  contact?: { name: string; phone: string; email?: string };
  representative?: { name: string; idNumber: string; phone: string };
  offerMinor?: string;
  acceptsText?: boolean;
  windowId?: string;
  /** At a counter: for whom. */
  clientId?: string;
}

/** Uploads paper by paper, then hands all of it in at once. */
async function send(listing: ListingView, values: ApplyValues, papers: ChosenPapers, required: string[]) {
  const documents: NewApplication['documents'] = [];
  for (const kind of [...required, 'other']) {
    const { files = [], expiresOn = '' } = papers[kind] ?? {};
    for (const file of files) {
      const { id } = await applications.upload(file);
      documents.push({ attachmentId: id, kind, ...(expiresOn ? { expiresOn } : {}) });
    }
  }
  const { statement, contact, representative, acceptsText, windowId, clientId } = values;
  const offerMinor = values.offerMinor ? (parseYuan(values.offerMinor) ?? undefined) : undefined;
  const content = { statement, documents, contact, representative, offerMinor, acceptsText, windowId };
  if (clientId) return (await applications.applyFor(listing.id, { ...content, clientId })).receiptNumber;
  await applications.apply(listing.id, content);
  return null;
}

interface ApplyProps {
  listing: ListingView;
  again?: boolean;
  /** A clerk fills it in for a client of the window. */
  counter?: boolean;
}

export function ApplyForm({ listing, again = false, counter = false }: ApplyProps) {
  const { t, i18n } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<ApplyValues>();
  const [open, setOpen] = useState(false);
  const [papers, setPapers] = useState<ChosenPapers>({});
  const [represented, setRepresented] = useState(false);
  const [asked, setAsked] = useState(false);
  const rules = candidateRules(listing);
  const required =
    represented && !rules.papers.includes('authorisation') ? [...rules.papers, 'authorisation'] : rules.papers;
  const action = useFormAction(
    form,
    (values: ApplyValues) => send(listing, values, papers, required),
    (receipt) => {
      void message.success(receipt ? t('filing.sent', { number: receipt }) : t('join.sent'));
      if (receipt) setOpen(false);
    },
  );
  const late = rules.applyUntil === 'noticeEnd' && listing.noticeEndsAt;
  if (late && new Date(late).getTime() <= Date.now())
    return (
      <p className="muted">
        {t('qualify.late')} <Deadline at={late} />
      </p>
    );
  if (!open) {
    return (
      <>
        {late && (
          <p className="small muted">
            {t('qualify.until')} <Deadline at={late} />
          </p>
        )}
        <Button type="primary" onClick={() => setOpen(true)}>
          {counter ? t('filing.start') : again ? t('join.applyAgain') : t('join.applyNow')}
        </Button>
      </>
    );
  }
  const has = (kind: string) => (papers[kind]?.files.length ?? 0) > 0;
  const complete = required.length > 0 ? required.every(has) : has('other');
  const large = tooLarge(papers);
  const many = Object.values(papers).flatMap(({ files }) => files).length > MAX_PAPERS;
  const text = i18n.language === 'en' ? rules.text.en : rules.text.zh;
  const needed = { required: true, whitespace: true, message: t('common.required') };
  return (
    <Form
      form={form}
      layout="vertical"
      className="apply-form"
      onFinish={(values) => {
        setAsked(true);
        if (complete && !large && !many) action.mutate(values);
      }}
      onFinishFailed={() => setAsked(true)}
    >
      <ProblemAlert error={action.error} />
      {counter && (
        <Form.Item name="clientId" label={t('filing.client')} rules={[needed]} extra={t('filing.clientHint')}>
          <ClientChoice />
        </Form.Item>
      )}
      <h3>{t('qualify.papers')}</h3>
      <p className="small muted">{t('join.documentsHint')}</p>
      <PaperFields required={required} papers={papers} onChange={setPapers} asked={asked} />
      {large && <p className="fault">{t('join.tooLarge', { name: large.name })}</p>}
      {many && <p className="fault">{t('join.tooMany', { max: MAX_PAPERS })}</p>}
      <Form.Item
        name="statement"
        label={t('join.statement')}
        rules={[{ required: true, whitespace: true, min: 10, message: t('join.statementRule') }]}
      >
        <Input.TextArea rows={4} maxLength={4000} showCount placeholder={t('join.statementHint')} />
      </Form.Item>
      <h3>{t('qualify.contact')}</h3>
      <Form.Item name={['contact', 'name']} label={t('people.name')} rules={[needed]}>
        <Input maxLength={100} />
      </Form.Item>
      <Form.Item name={['contact', 'phone']} label={t('qualify.phone')} rules={[{ ...needed, min: 5 }]}>
        <Input maxLength={30} inputMode="tel" />
      </Form.Item>
      <label className="row switch-line">
        <Switch checked={represented} onChange={setRepresented} />
        {t('qualify.represented')}
      </label>
      {represented && <RepresentativeFields />}
      {listing.pricingWay === 'listing' && (
        <Form.Item name="offerMinor" label={t('qualify.offer')} extra={t('qualify.offerHint')}>
          <MoneyInput />
        </Form.Item>
      )}
      {!counter && <OriginField listing={listing} />}
      {text && <AcceptedText text={text} />}
      <Button type="primary" htmlType="submit" loading={action.isPending}>
        {t('join.send')}
      </Button>
    </Form>
  );
}
