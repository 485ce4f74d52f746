import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ListingView } from '../../api/listings';
import { type WorksheetItem, valuations } from '../../api/valuations';
import { useAuth } from '../../auth/actor';
import { ConfirmAction } from '../../ui/confirm-action';
import { Money } from '../../ui/money';
import { ProblemAlert } from '../../ui/problem-alert';

/** What a listing's price rests on: chosen while it is a draft, read by its reviewer. */
export function ListingValuations({ listing }: { listing: ListingView }) {
  const { t } = useTranslation();
  const { can } = useAuth();
  const linked = useQuery({
    queryKey: ['/valuations', 'listing', listing.id],
    queryFn: () => valuations.list({ listingId: listing.id, limit: 100 }),
    enabled: can('valuation.read'),
  });
  const items = linked.data?.items ?? [];
  const open = listing.state === 'draft' && can('valuation.make');
  if (!can('valuation.read') || (!open && items.length === 0)) return null;
  return (
    <section className="panel" aria-labelledby="basis-title">
      <h2 id="basis-title">{t('valuation.basisOfPrice')}</h2>
      <ProblemAlert error={linked.error} />
      {items.length === 0 && <p className="muted">{t('valuation.noBasis')}</p>}
      <ul className="version-list">
        {items.map((item) => (
          <li key={item.id}>
            <Link to={`/desk/valuations/${item.id}`}>{nameOf(item, t)}</Link>
            {item.consistent ? (
              <Money amount={item.valueMinor} short />
            ) : (
              <span className="tag bad">{t('valuation.differs')}</span>
            )}
            {open && (
              <ConfirmAction
                label={t('common.remove')}
                title={t('valuation.unlink')}
                danger
                button={{ size: 'small' }}
                run={() => valuations.unlink(listing.id, item.id)}
              >
                <p>{t('valuation.unlinkText')}</p>
              </ConfirmAction>
            )}
          </li>
        ))}
      </ul>
      {open && <Choose listing={listing} taken={items.map(({ id }) => id)} />}
    </section>
  );
}

type Translate = (key: string, options?: Record<string, unknown>) => string;
const nameOf = (item: WorksheetItem, t: Translate): string =>
  `${t(`valuation.method.${item.method}`)} · ${t('valuation.version', { version: item.version })}`;

function Choose({ listing, taken }: { listing: ListingView; taken: string[] }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<string | null>(null);
  const all = useQuery({
    queryKey: ['/valuations', 'achievement', listing.achievement.id],
    queryFn: () => valuations.list({ achievementId: listing.achievement.id, newest: 1, limit: 100 }),
  });
  const free = (all.data?.items ?? []).filter(({ id, consistent }) => consistent && !taken.includes(id));
  return (
    <>
      <div className="row" style={{ marginTop: 12 }}>
        <Select
          style={{ flex: '1 1 220px', minWidth: 0 }}
          aria-label={t('valuation.chooseBasis')}
          placeholder={t('valuation.chooseBasis')}
          value={chosen}
          onChange={setChosen}
          notFoundContent={t('valuation.noneToChoose')}
          options={free.map((item) => ({ value: item.id, label: nameOf(item, t) }))}
        />
        <ConfirmAction
          label={t('valuation.link')}
          title={t('valuation.link')}
          incomplete={chosen === null}
          button={{ disabled: chosen === null }}
          run={() => valuations.link(listing.id, chosen ?? '')}
          onDone={() => setChosen(null)}
        >
          <p>{t('valuation.linkText')}</p>
        </ConfirmAction>
      </div>
      <p className="small" style={{ marginTop: 10 }}>
        <Link to={`/desk/valuations/new?achievement=${listing.achievement.id}`}>{t('valuation.new')}</Link>
      </p>
    </>
  );
}
