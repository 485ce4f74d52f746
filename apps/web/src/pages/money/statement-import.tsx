import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { bank } from '../../api/bank';
import { money } from '../../api/money';
import { FilePicker } from '../../ui/file-picker';
import { Money } from '../../ui/money';
import { ProblemAlert } from '../../ui/problem-alert';
import { layoutName } from './layout-name';
import { StatementPreview } from './statement-preview';

/** A bank's file: read, looked at, and imported only then. */
export function StatementImport() {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const [files, setFiles] = useState<File[]>([]);
  const [layout, setLayout] = useState<string | null>(null);
  const layouts = useQuery({ queryKey: ['/bank-layouts'], queryFn: bank.layouts });
  const [file] = files;
  const preview = useMutation({ mutationFn: (chosen: File) => bank.preview(chosen, layout ? { layout } : {}) });
  const run = useMutation({
    mutationFn: (chosen: File) => money.importStatement([chosen], preview.data?.layout ?? undefined),
    onSuccess: async () => {
      setFiles([]);
      preview.reset();
      await client.invalidateQueries();
    },
  });
  const choose = (chosen: File[]) => {
    setFiles(chosen);
    preview.reset();
    run.reset();
  };
  const known = layouts.data?.items ?? [];
  const read = preview.data;
  return (
    <section className="panel" aria-labelledby="statement-title">
      <h2 id="statement-title">{t('bank.import')}</h2>
      <p className="muted statement-hint">{t('banking.file.hint')}</p>
      <ProblemAlert error={preview.error ?? run.error ?? layouts.error} />
      <div className="statement-choice">
        <FilePicker
          label={t('common.chooseFile')}
          accept=".csv,.txt,.xlsx"
          files={files}
          onChange={choose}
          multiple={false}
        />
        <Select
          allowClear
          aria-label={t('banking.file.layout')}
          placeholder={t('banking.file.auto')}
          className="statement-layout"
          value={layout}
          onChange={(value) => {
            setLayout(value ?? null);
            preview.reset();
          }}
          options={known.map(({ layout: one }) => ({ value: one.code, label: layoutName(one, i18n.language) }))}
        />
        <Button
          type={read ? 'default' : 'primary'}
          disabled={!file}
          loading={preview.isPending}
          onClick={() => file && preview.mutate(file)}
        >
          {t('banking.file.read')}
        </Button>
      </div>
      {read && (
        <StatementPreview preview={read} layouts={known.map((one) => one.layout)}>
          {read.errorCount === 0 && read.fresh > 0 && (
            <Button type="primary" loading={run.isPending} onClick={() => file && run.mutate(file)}>
              {t('banking.file.import', { count: read.fresh })}
            </Button>
          )}
          {read.errorCount === 0 && read.fresh === 0 && <p className="muted">{t('banking.file.nothingNew')}</p>}
        </StatementPreview>
      )}
      <div role="status">
        {run.data && <Alert type="success" showIcon title={t('bank.importDone', { ...run.data })} />}
        {Boolean(run.data?.gapMinor) && (
          <p className="fault">
            {t('banking.statement.gap')} <Money amount={run.data?.gapMinor} />
          </p>
        )}
      </div>
    </section>
  );
}
