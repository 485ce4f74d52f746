import { useQuery } from '@tanstack/react-query';
import { Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { documents, type NdaAcceptance, type Opening } from '../../api/documents';
import { listings } from '../../api/listings';
import { Guard } from '../../auth/guard';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { PageHead } from '../../ui/page-head';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';

export function Component() {
  const { id = '' } = useParams();
  return (
    <Guard permission={['listing.document', 'listing.review']}>
      <Records id={id} />
    </Guard>
  );
}

/** The data room of one sale: who bound itself, and who opened what. */
function Records({ id }: { id: string }) {
  const { t } = useTranslation();
  const listing = useQuery({ queryKey: ['/listings', id], queryFn: () => listings.get(id) }).data;
  return (
    <>
      <PageHead
        title={t('openings.title')}
        intro={
          listing && (
            <Link to={`/listings/${id}`}>
              {listing.number} · {listing.title}
            </Link>
          )
        }
      />
      <Openings id={id} />
      <h2 className="records-heading">{t('openings.ndas')}</h2>
      <Ndas id={id} />
    </>
  );
}

function Openings({ id }: { id: string }) {
  const { t } = useTranslation();
  const { values, set } = useFilters(['documentId'] as const);
  const papers = useQuery({
    queryKey: ['/listings', id, 'documents'],
    queryFn: () => documents.list(id),
  }).data;
  const confidential = (papers?.items ?? []).filter(({ access }) => access === 'confidential');
  return (
    <DataList<Opening>
      route={`/listings/${id}/openings`}
      query={values}
      fetchPage={(query) => documents.openings(id, query)}
      rowKey={({ id }) => id}
      caption={t('openings.title')}
      refetchMs={15_000}
      empty={<Empty title={t('openings.none')} hint={t('openings.noneHint')} />}
      toolbar={
        <Select
          allowClear
          style={{ minWidth: 220 }}
          aria-label={t('openings.paper')}
          placeholder={t('openings.allPapers')}
          value={values.documentId}
          onChange={(value: string | undefined) => set('documentId', value)}
          options={confidential.map(({ id: value, title }) => ({ value, label: title }))}
        />
      }
      columns={[
        { title: t('openings.paper'), lead: true, render: ({ documentTitle }) => <b>{documentTitle}</b> },
        {
          title: t('openings.who'),
          render: ({ organisationId, organisationName, userName, insider }) => (
            <>
              <Who id={organisationId} name={organisationName} />{' '}
              {insider && <span className="tag">{t('openings.insider')}</span>}
              <span className="cell-sub">{userName}</span>
            </>
          ),
        },
        { title: t('openings.when'), render: ({ openedAt }) => <Moment at={openedAt} /> },
        { title: t('openings.where'), render: ({ address }) => <span className="num">{address}</span> },
        {
          title: t('openings.copy'),
          render: ({ deliveredSha256, id }) => (
            <>
              <span className="num">…{id.slice(-12)}</span>
              <span className="cell-sub hash-line">SHA-256 {deliveredSha256.slice(0, 16)}…</span>
            </>
          ),
        },
      ]}
    />
  );
}

/** Sealed until the close: the name that came is a code. */
function Who({ id, name }: { id: string | null; name: string }) {
  const { t } = useTranslation();
  if (id !== null) return <>{name}</>;
  return (
    <>
      {t('openings.signatoryCode', { code: name })} <span className="tag">{t('openings.sealed')}</span>
    </>
  );
}

function Ndas({ id }: { id: string }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<NdaAcceptance | null>(null);
  return (
    <>
      <DataList<NdaAcceptance>
        route={`/listings/${id}/ndas`}
        fetchPage={(query) => documents.ndas(id, query)}
        rowKey={({ id }) => id}
        caption={t('openings.ndas')}
        refetchMs={15_000}
        empty={<Empty title={t('openings.noNda')} hint={t('openings.noNdaHint')} />}
        columns={[
          {
            title: t('openings.organisation'),
            lead: true,
            render: ({ organisationId, organisationName }) => (
              <b>
                <Who id={organisationId} name={organisationName} />
              </b>
            ),
          },
          {
            title: t('openings.signatory'),
            render: ({ signatory, userName }) => (
              <>
                {signatory || '—'}
                {userName && <span className="cell-sub">{t('openings.login', { name: userName })}</span>}
              </>
            ),
          },
          { title: t('openings.when'), render: ({ acceptedAt }) => <Moment at={acceptedAt} /> },
          {
            title: t('openings.text'),
            render: (nda) =>
              nda.text === '' ? (
                versionOf(nda, t)
              ) : (
                <button type="button" className="link-button" onClick={() => setShown(nda)}>
                  {versionOf(nda, t)}
                </button>
              ),
          },
        ]}
      />
      <Modal open={shown !== null} title={t('nda.title')} footer={null} width={720} onCancel={() => setShown(null)}>
        <div className="nda-text">{shown?.text}</div>
        <p className="muted small hash-line">SHA-256 {shown?.textSha256}</p>
      </Modal>
    </>
  );
}

/** Whose text was signed: the platform's standard, or that of the rules of the sale. */
function versionOf(nda: NdaAcceptance, t: ReturnType<typeof useTranslation>['t']): string {
  const language = t(`openings.language.${nda.language}`);
  if (nda.profileCode === null) return t('openings.version', { version: nda.textVersion, language });
  return t('openings.ofRules', { code: nda.profileCode, version: nda.profileVersion, language });
}
