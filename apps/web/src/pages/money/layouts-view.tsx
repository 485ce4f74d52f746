import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bank, type BankLayout, type KnownLayout } from '../../api/bank';
import { FilePicker } from '../../ui/file-picker';
import { ProblemAlert } from '../../ui/problem-alert';
import { Loading } from '../../ui/states';
import { layoutName } from './layout-name';
import { StatementPreview } from './statement-preview';

/** How banks print their statements: what is known, and room for one's own bank. */
export function LayoutsView() {
  const { t } = useTranslation();
  const found = useQuery({ queryKey: ['/bank-layouts'], queryFn: bank.layouts });
  const [draft, setDraft] = useState<BankLayout | null>(null);
  return (
    <section aria-label={t('banking.view.layouts')}>
      <p className="muted statement-hint">{t('banking.layout.intro')}</p>
      <ProblemAlert error={found.error} />
      {found.isPending && <Loading />}
      <ul className="layouts">
        {found.data?.items.map((known) => (
          <li key={known.layout.code} className="panel">
            <Known known={known} edit={() => setDraft(known.layout)} />
          </li>
        ))}
      </ul>
      {draft && <Editor layout={draft} close={() => setDraft(null)} />}
    </section>
  );
}

function Known({ known: { layout, version, createdByName }, edit }: { known: KnownLayout; edit: () => void }) {
  const { t, i18n } = useTranslation();
  return (
    <>
      <h3>
        {layoutName(layout, i18n.language)}
        <span className={`tag ${version === null ? '' : 'good'}`}>
          {version === null ? t('banking.layout.shipped') : t('banking.layout.version', { version })}
        </span>
      </h3>
      <p className="muted small">
        <span className="num">{layout.code}</span>
        {createdByName && ` · ${createdByName}`}
      </p>
      <p className="small">{layout.source}</p>
      <dl className="layout-fields">
        {Object.entries(layout.columns)
          .filter(([, headings]) => headings.length > 0)
          .map(([field, headings]) => (
            <div key={field}>
              <dt>{t(`banking.field.${field}`, { defaultValue: field })}</dt>
              <dd>{headings.join(t('common.comma'))}</dd>
            </div>
          ))}
      </dl>
      <Button onClick={edit}>{t('banking.layout.edit')}</Button>
    </>
  );
}

/** The description as it is; a sample shows whether it reads what the bank prints. */
function Editor({ layout, close }: { layout: BankLayout; close: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const [text, setText] = useState(() => JSON.stringify(layout, null, 2));
  const [files, setFiles] = useState<File[]>([]);
  const parsed = parse(text);
  const preview = useMutation({ mutationFn: (file: File) => bank.preview(file, { definition: text }) });
  const save = useMutation({
    mutationFn: () => bank.addLayout(parsed),
    onSuccess: async () => {
      void message.success(t('common.done'));
      await client.invalidateQueries({ queryKey: ['/bank-layouts'] });
      close();
    },
  });
  const [file] = files;
  return (
    <Modal
      open
      title={t('banking.layout.add')}
      width={860}
      onCancel={close}
      onOk={() => save.mutate()}
      okText={t('banking.layout.save')}
      cancelText={t('common.cancel')}
      okButtonProps={{ disabled: parsed === undefined, loading: save.isPending }}
    >
      <div className="stack">
        <ProblemAlert error={save.error ?? preview.error} />
        <div>
          <label htmlFor="layout-json">{t('banking.layout.json')}</label>
          <Input.TextArea
            id="layout-json"
            className="layout-json"
            rows={14}
            spellCheck={false}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              preview.reset();
              save.reset();
            }}
          />
          <p className="muted small">{t('banking.layout.jsonHint')}</p>
          {parsed === undefined && <p className="fault">{t('banking.layout.badJson')}</p>}
        </div>
        <div className="statement-choice">
          <FilePicker
            label={t('banking.layout.sample')}
            accept=".csv,.txt,.xlsx"
            files={files}
            onChange={setFiles}
            multiple={false}
          />
          <Button
            disabled={!file || parsed === undefined}
            loading={preview.isPending}
            onClick={() => file && preview.mutate(file)}
          >
            {t('banking.layout.try')}
          </Button>
        </div>
        {preview.data && (
          <>
            <p role="status">
              {t('banking.layout.tried', { lines: preview.data.lineCount, errors: preview.data.errorCount })}
            </p>
            <StatementPreview preview={preview.data} layouts={[]} />
          </>
        )}
      </div>
    </Modal>
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
