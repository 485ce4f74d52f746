import { Input, Segmented } from 'antd';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { history, HISTORY_KINDS, type HistoryEntry, type HistoryKind } from '../../api/history';
import { Guard } from '../../auth/guard';
import { ButtonLink } from '../../ui/button-link';
import { type Column, DataList } from '../../ui/data-list';
import { PageHead } from '../../ui/page-head';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';
import { ExportEverything } from './export-everything';
import { ShownValue } from './shown-value';

export function Component() {
  return (
    <Guard permission="history.import">
      <Records />
    </Guard>
  );
}

/** Field names: what leads, what stands under it, and the other columns with their titles. */
const SHOWN: Record<HistoryKind, { lead: string; under: string[]; columns: [title: string, fields: string[]][] }> = {
  members: {
    lead: 'name',
    under: ['memberNumber', 'uscc'],
    columns: [
      ['moving.fields.kind', ['kind', 'regionCode']],
      ['moving.fields.contactName', ['contactName', 'contactPhone', 'contactEmail']],
      ['moving.dates', ['joinedOn', 'leftOn']],
    ],
  },
  listings: {
    lead: 'title',
    under: ['listingNumber', 'patentNumber', 'ipKind'],
    columns: [
      ['moving.parties', ['transferorName', 'transfereeName']],
      ['moving.amount', ['priceMinor', 'soldMinor']],
      ['moving.fields.result', ['result', 'pricingWay']],
      ['moving.dates', ['listedOn', 'closedOn']],
    ],
  },
  deals: {
    lead: 'title',
    under: ['contractNumber', 'contractType', 'ipKind'],
    columns: [
      ['moving.parties', ['sellerName', 'buyerName']],
      ['moving.amount', ['priceMinor', 'technicalMinor', 'royaltyPpm']],
      ['moving.dates', ['signedOn']],
    ],
  },
};

function Records() {
  const { t } = useTranslation();
  const { values, set } = useFilters(['kind', 'q'] as const);
  const kind = HISTORY_KINDS.find((each) => each === values.kind) ?? 'deals';
  return (
    <>
      <PageHead
        title={t('moving.recordsTitle')}
        intro={t('moving.recordsIntro')}
        actions={
          <>
            <ButtonLink to="/desk/history">{t('moving.backToImports')}</ButtonLink>
            <ExportEverything />
          </>
        }
      />
      <DataList<HistoryEntry>
        key={kind}
        route={`/history/${kind}`}
        query={values.q ? { q: values.q } : {}}
        fetchPage={(query) => history.records(kind, query)}
        rowKey={(entry) => entry.id}
        caption={t('moving.recordsTitle')}
        empty={<Empty title={t('moving.noRecords')} hint={t('moving.noRecordsHint')} />}
        toolbar={
          <>
            <Segmented
              aria-label={t('moving.kindLabel')}
              value={kind}
              onChange={(value) => set('kind', value)}
              options={HISTORY_KINDS.map((value) => ({ value, label: t(`moving.kind.${value}`) }))}
            />
            <Input.Search
              allowClear
              aria-label={t('moving.search')}
              placeholder={t('moving.search')}
              style={{ width: 260 }}
              defaultValue={values.q ?? ''}
              onSearch={(value) => set('q', value.trim())}
            />
          </>
        }
        columns={useColumns(kind)}
      />
    </>
  );
}

function useColumns(kind: HistoryKind): Column<HistoryEntry>[] {
  const { t } = useTranslation();
  const { lead, under, columns } = SHOWN[kind];
  return [
    {
      title: t(`moving.fields.${lead}`),
      lead: true,
      render: ({ record }) => (
        <>
          <b>
            <ShownValue field={lead} value={record[lead]} />
          </b>
          <span className="cell-sub">
            <Under fields={under} record={record} />
          </span>
        </>
      ),
    },
    ...columns.map(([title, fields]) => ({
      title: t(title),
      render: ({ record }: HistoryEntry) => <Stacked fields={fields} record={record} />,
    })),
    {
      title: t('moving.origin'),
      render: ({ importId }) =>
        importId ? <Link to={`/desk/history/${importId}`}>{t('moving.movedIn')}</Link> : t('moving.here'),
    },
  ];
}

interface SomeFields {
  fields: string[];
  record: HistoryEntry['record'];
}

function Under({ fields, record }: SomeFields) {
  return fields
    .filter((field) => record[field])
    .map((field, index) => (
      <Fragment key={field}>
        {index > 0 && ' · '}
        <ShownValue field={field} value={record[field]} />
      </Fragment>
    ));
}

/** The first of them speaks for itself; what stands under it says what it is. */
function Stacked({ fields, record }: SomeFields) {
  const { t } = useTranslation();
  return fields
    .filter((field) => record[field])
    .map((field, index) => (
      <span key={field} className={index === 0 ? 'moving-first' : 'cell-sub'}>
        {index > 0 && `${t(`moving.fields.${field}`)} `}
        <ShownValue field={field} value={record[field]} />
      </span>
    ));
}
