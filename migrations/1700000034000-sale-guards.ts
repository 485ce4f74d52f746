import type { MigrationInterface, QueryRunner } from 'typeorm';

const FROZEN = [
  'number',
  'achievement_id',
  'transferor_id',
  'exchange_id',
  'form',
  'pricing_way',
  'price_minor',
  'reserve_minor',
  'profile_code',
  'profile_version',
  'auction_id',
  'negotiated_transferee_id',
  'published_at',
  'seller_type',
  'announced_extensions',
  'appraisal_minor',
  'appraisal_ref',
  'appraisal_on',
  'approval_ref',
  'approval_authority',
  'approval_on',
  'round',
];
/** To whom the volume is credited is announced with the sale. */
const CREDITED = ['window_id', 'region_code'];
const NOT_SHORTER = `
        -- An announced end of a notice never comes earlier.
        if old.notice_ends_at > new.notice_ends_at then
          raise exception 'published listing %: its notice may not be shortened', old.number using errcode = 'restrict_violation';
        end if;`;
const GUARDED = `
        -- An announced end of a notice never comes earlier, nor is it taken away; nor does the opening.
        if old.notice_ends_at > new.notice_ends_at or (old.notice_ends_at is not null and new.notice_ends_at is null)
          or old.opens_at > new.opens_at or (old.opens_at is null) <> (new.opens_at is null) and old.published_at is not null then
          raise exception 'published listing %: its notice may not be shortened', old.number using errcode = 'restrict_violation';
        end if;
        -- What the notice said of the conditions changes with an amendment that the exchange has accepted, and not otherwise.
        if old.published_at is not null and new.conditions <> old.conditions and not exists (
          select from listing_amendment m where m.listing_id = old.id and m.state = 'accepted'
            and m.conditions_from = old.conditions and m.conditions_to = new.conditions) then
          raise exception 'published listing %: its conditions are changed by an amendment', old.number
            using errcode = 'restrict_violation';
        end if;`;

const freeze = (columns: readonly string[], checks: string): string => {
  const of = (row: string): string => columns.map((column) => `${row}.${column}`).join(', ');
  return `create or replace function listing_freeze_terms() returns trigger language plpgsql as $$
      begin
        if old.published_at is not null and (${of('new')}) is distinct from (${of('old')}) then
          raise exception 'published listing %: its terms are frozen', old.number using errcode = 'restrict_violation';
        end if;${checks}
        return new;
      end $$;`;
};

/** What a notice announced is kept by the database too: its end, its conditions, and who is credited with the sale. */
export class SaleGuards1700000034000 implements MigrationInterface {
  name = 'SaleGuards1700000034000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(freeze([...FROZEN, ...CREDITED], GUARDED));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(freeze(FROZEN, NOT_SHORTER));
  }
}
