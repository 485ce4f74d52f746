import { useTranslation } from 'react-i18next';
import { oversight, type VolumeRecord } from '../../api/oversight';
import { Guard } from '../../auth/guard';
import { regionName } from '../../lib/regions';
import { DataList } from '../../ui/data-list';
import { Money } from '../../ui/money';
import { PageHead } from '../../ui/page-head';
import { Empty } from '../../ui/states';

export function Component() {
  return (
    <Guard permission="volume.read">
      <Volumes />
    </Guard>
  );
}

function Volumes() {
  const { t, i18n } = useTranslation();
  return (
    <>
      <PageHead title={t('volume.title')} intro={t('volume.intro')} />
      <DataList<VolumeRecord>
        route="/volumes"
        fetchPage={oversight.volumes}
        rowKey={(item) => item.id}
        caption={t('volume.title')}
        empty={<Empty title={t('volume.none')} hint={t('volume.noneHint')} />}
        columns={[
          {
            title: t('contract.parties'),
            lead: true,
            render: (item) => (
              <>
                <b>{item.transferorName}</b> → {item.transfereeName}
                <span className="cell-sub num">{item.contractNumber}</span>
              </>
            ),
          },
          { title: t('contract.amount'), end: true, render: (item) => <Money amount={item.contractAmountMinor} /> },
          { title: t('contract.technical'), end: true, render: (item) => <Money amount={item.technicalAmountMinor} /> },
          {
            title: t('volume.credited'),
            render: (item) => (
              <>
                {item.windowName ?? t('volume.direct')}
                <span className="cell-sub">{regionName(item.regionCode, i18n.language)}</span>
                {item.linkedMarkets.length > 0 && (
                  <span className="cell-sub">
                    {t('markets.tookPart', { names: item.linkedMarkets.join(t('common.comma')) })}
                  </span>
                )}
                {item.buyerWindowName && (
                  <span className="cell-sub">{t('markets.buyerWindow', { name: item.buyerWindowName })}</span>
                )}
              </>
            ),
          },
          {
            title: t('achievement.field'),
            render: (item) => item.fieldCode && t(`field.${item.fieldCode}`, { defaultValue: item.fieldCode }),
          },
          { title: t('volume.year'), render: (item) => <span className="num">{item.year}</span> },
        ]}
      />
    </>
  );
}
