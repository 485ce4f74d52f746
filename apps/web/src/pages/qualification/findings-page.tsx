import { Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { applications, type Finding } from '../../api/applications';
import { Guard } from '../../auth/guard';
import { DataList } from '../../ui/data-list';
import { Moment } from '../../ui/moment';
import { PageHead } from '../../ui/page-head';
import { Empty } from '../../ui/states';
import { useFilters } from '../../ui/use-filters';

const STAGES = ['application', 'review', 'confirmation', 'admission', 'negotiation'];

export function Component() {
  return (
    <Guard permission="application.review">
      <Findings />
    </Guard>
  );
}

/** Who was refused for belonging to the other side, when, and how that was seen. */
function Findings() {
  const { t, i18n } = useTranslation();
  const { values, set } = useFilters(['stage'] as const);
  return (
    <>
      <PageHead title={t('findings.title')} intro={t('findings.intro')} />
      <DataList<Finding>
        route="/conflict-findings"
        query={values}
        fetchPage={applications.findings}
        rowKey={(item) => item.id}
        caption={t('findings.title')}
        empty={<Empty title={t('findings.none')} hint={t('findings.noneHint')} />}
        toolbar={
          <Select
            allowClear
            aria-label={t('findings.stage')}
            placeholder={t('findings.stage')}
            style={{ width: 180 }}
            value={values.stage ?? null}
            onChange={(value) => set('stage', value)}
            options={STAGES.map((value) => ({ value, label: t(`conflictStage.${value}`) }))}
          />
        }
        columns={[
          {
            title: t('confirm.candidate'),
            lead: true,
            render: (item) => (
              <>
                <b>{item.organisationName}</b>
                <span className="cell-sub">
                  <Link to={`/listings/${item.listingId}`}>{item.listingTitle}</Link> · {item.listingNumber}
                </span>
              </>
            ),
          },
          { title: t('findings.insider'), render: (item) => item.insiderName },
          {
            title: t('findings.path'),
            render: (item) => (
              <>
                {t(`relationKind.${item.kind}`)}
                <p className="relation-path small">{i18n.language === 'en' ? item.pathEn : item.pathZh}</p>
              </>
            ),
          },
          {
            title: t('findings.stage'),
            render: (item) => (
              <>
                {t(`conflictStage.${item.stage}`)}
                <span className="cell-sub">
                  <Moment at={item.foundAt} />
                </span>
              </>
            ),
          },
        ]}
      />
    </>
  );
}
