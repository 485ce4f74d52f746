import { Button, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ComparableDeal, valuations } from '../../api/valuations';
import { percent } from '../../lib/decimal';
import { FIELDS } from '../../lib/fields';
import { REGIONS, regionName } from '../../lib/regions';
import { DataList } from '../../ui/data-list';
import { Money } from '../../ui/money';
import { Empty } from '../../ui/states';

interface DealsPickerProps {
  achievementId: string;
  chosen: string[];
  onChoose: (deal: ComparableDeal) => void;
}

const TYPES = ['transfer', 'licence', 'development', 'consulting', 'service'] as const;

/** A button that opens the registered deals. */
export function DealsPicker(props: DealsPickerProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('valuation.pickDeals')}</Button>
      <Modal
        open={open}
        title={t('valuation.pickDeals')}
        width={1000}
        footer={null}
        destroyOnHidden
        onCancel={() => setOpen(false)}
      >
        <Deals {...props} />
      </Modal>
    </>
  );
}

/** The likest first, each with why it is like ours. */
function Deals({ achievementId, chosen, onChoose }: DealsPickerProps) {
  const { t, i18n } = useTranslation();
  const [filters, setFilters] = useState<Record<string, string | undefined>>({});
  const set = (name: string, value: string | undefined) => setFilters({ ...filters, [name]: value || undefined });
  const choice = (name: string, label: string, options: { value: string; label: string }[]) => (
    <Select
      allowClear
      className="filter"
      aria-label={label}
      placeholder={label}
      value={filters[name] ?? null}
      onChange={(value) => set(name, value ?? undefined)}
      options={options}
    />
  );
  return (
    <DataList<ComparableDeal>
      route="/comparable-deals"
      query={{ achievementId, ...filters }}
      fetchPage={valuations.comparable}
      rowKey={({ dealId }) => dealId}
      caption={t('valuation.section.deals')}
      empty={<Empty title={t('valuation.noDeals')} hint={t('valuation.noDealsHint')} />}
      toolbar={
        <div className="filters">
          {choice(
            'field',
            t('achievement.field'),
            FIELDS.map((value) => ({ value, label: t(`field.${value}`) })),
          )}
          {choice(
            'contractType',
            t('valuation.contractTypeLabel'),
            TYPES.map((value) => ({ value, label: t(`valuation.contractType.${value}`) })),
          )}
          {choice(
            'region',
            t('valuation.region'),
            Object.keys(REGIONS).map((value) => ({ value, label: regionName(value, i18n.language) })),
          )}
          <Input.Search
            allowClear
            className="filter"
            aria-label={t('valuation.ipcPrefix')}
            placeholder={t('valuation.ipcPrefix')}
            onSearch={(text) => set('ipc', text.trim())}
          />
        </div>
      }
      columns={[
        {
          title: t('valuation.dealLabel'),
          lead: true,
          render: (deal) => (
            <>
              <span className="cell-title">
                {deal.names?.title ?? (deal.fieldCode ? t(`field.${deal.fieldCode}`) : t('valuation.fieldUnknown'))}
              </span>
              <span className="cell-sub">
                {[
                  deal.year,
                  t(`valuation.contractType.${deal.contractType}`),
                  regionName(deal.regionCode, i18n.language),
                ]
                  .filter(Boolean)
                  .join(' · ')}
                {deal.ipcSubclasses.length > 0 && <span className="num"> · {deal.ipcSubclasses.join(' ')}</span>}
              </span>
            </>
          ),
        },
        {
          title: t('valuation.likeness'),
          render: (deal) => (
            <>
              <b className="num">{deal.score}</b>
              <span className="cell-sub">
                {deal.reasons.map(({ code, points }) => `${t(`valuation.likenessOf.${code}`)} ${points}`).join(' · ')}
              </span>
            </>
          ),
        },
        {
          title: t('valuation.price'),
          render: (deal) => (
            <>
              <Money amount={deal.priceMinor} short />
              {deal.royaltyPpm !== null && (
                <span className="cell-sub">
                  {t('valuation.input.royaltyPpm')} <span className="num">{percent(deal.royaltyPpm)}</span>
                </span>
              )}
            </>
          ),
        },
        {
          title: '',
          end: true,
          render: (deal) => (
            <Button size="small" disabled={chosen.includes(deal.dealId)} onClick={() => onChoose(deal)}>
              {t(chosen.includes(deal.dealId) ? 'valuation.chosen' : 'valuation.choose')}
            </Button>
          ),
        },
      ]}
    />
  );
}
