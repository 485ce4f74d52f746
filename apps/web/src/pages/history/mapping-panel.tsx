import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Collapse, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { history, type HistoryImport, type PlacedColumn, type Unit } from '../../api/history';
import { ProblemAlert } from '../../ui/problem-alert';
import { columnLetters } from './column-letters';

const UNITS: Record<'amount' | 'rate', Unit[]> = {
  amount: ['yuan', 'wan', 'yi', 'fen'],
  rate: ['percent', 'permille'],
};

/** Which column holds what: recognised by its heading, or chosen here where the heading does not say enough. */
export function MappingPanel({ item }: { item: HistoryImport }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [mapping, setMapping] = useState(item.mapping);
  const run = useMutation({
    mutationFn: () => history.map(item.id, mapping),
    onSuccess: () => client.invalidateQueries({ queryKey: ['/history-imports'] }),
  });
  const isOpen = item.doubts.length > 0;
  const isChanged = JSON.stringify(mapping) !== JSON.stringify(item.mapping);
  const label = isOpen ? t('moving.columnsOpen') : t('moving.columnsKnown', { count: item.mapping.length });
  return (
    <Collapse
      className="moving-mapping"
      defaultActiveKey={isOpen ? ['columns'] : []}
      items={[
        {
          key: 'columns',
          label: (
            <>
              <b>{t('moving.columns')}</b> <span className={isOpen ? 'fault' : 'muted'}>{label}</span>
            </>
          ),
          children: (
            <>
              {!item.mappingComplete && <p className="muted moving-hint">{t('moving.columnsOpenHint')}</p>}
              <ProblemAlert error={run.error} />
              <ul className="moving-fields">
                {item.fields.map((field) => (
                  <FieldLine key={field.field} item={item} field={field} mapping={mapping} onChange={setMapping} />
                ))}
              </ul>
              <Button type="primary" disabled={!isChanged} loading={run.isPending} onClick={() => run.mutate()}>
                {t('moving.judgeAgain')}
              </Button>
            </>
          ),
        },
      ]}
    />
  );
}

interface FieldLineProps {
  item: HistoryImport;
  field: HistoryImport['fields'][number];
  mapping: PlacedColumn[];
  onChange: (mapping: PlacedColumn[]) => void;
}

function FieldLine({ item, field: { field, required, counted }, mapping, onChange }: FieldLineProps) {
  const { t } = useTranslation();
  const placed = mapping.find((each) => each.field === field);
  const doubt = item.doubts.find((each) => each.field === field);
  const others = mapping.filter((each) => each.field !== field);
  const name = t(`moving.fields.${field}`);
  // A column serves one field: chosen here, it leaves the other.
  const choose = (column: number | undefined) =>
    onChange(
      column === undefined
        ? others
        : [...others.filter((each) => each.column !== column), { field, column, unit: placed?.unit ?? null }],
    );
  return (
    <li className={doubt ? 'open' : ''}>
      <span>
        {name} {required && <span className="fault small">{t('moving.required')}</span>}
      </span>
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={`${t('moving.column')}: ${name}`}
        placeholder={t('moving.notRead')}
        value={placed?.column ?? null}
        onChange={(column) => choose(column ?? undefined)}
        options={item.headers.map((heading, column) => ({
          value: column,
          label: `${columnLetters(column)} ${heading}`,
        }))}
      />
      {placed && counted !== 'other' && (
        <Select
          allowClear
          className="moving-unit"
          aria-label={`${t('moving.unit')}: ${name}`}
          placeholder={t('moving.unit')}
          value={placed.unit}
          onChange={(unit: Unit | undefined) => onChange([...others, { ...placed, unit: unit ?? null }])}
          options={UNITS[counted].map((value) => ({ value, label: t(`moving.units.${value}`) }))}
        />
      )}
      {doubt && <span className="fault small">{doubt.message}</span>}
    </li>
  );
}
