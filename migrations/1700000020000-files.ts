import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files leave the database, and a sale gets its documents: public, for candidates, and a confidential data room. */
export class Files1700000020000 implements MigrationInterface {
  name = 'Files1700000020000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The bytes are in the file store under their hash, or, for what came before, in the row: exactly one of them.
      alter table attachment
        alter column content drop not null,
        add column file_key text,
        add column scanned boolean not null default false,
        drop constraint attachment_size_check,
        add constraint attachment_size_check check (size > 0 and size <= 20971520),
        add constraint attachment_one_place check ((content is null) <> (file_key is null)),
        add constraint attachment_file_key check (file_key = sha256 and sha256 ~ '^[0-9a-f]{64}$');

      create table listing_document (
        id uuid primary key,
        listing_id uuid not null references listing(id),
        attachment_id uuid not null references attachment(id),
        title text not null check (length(btrim(title)) between 1 and 200),
        kind text not null check (kind in ('technical','ownership_proof','legal_status','valuation_report','decision_minutes','inventors_consent','co_owners_consent','export_control_clearance','authorisation','test_report','licence_record','other')),
        access text not null check (access in ('parties','public','candidates','confidential')),
        -- Added after the publication: announced, for the content of the sale has changed.
        announced boolean not null,
        added_by uuid not null,
        added_for uuid not null references organisation(id),
        added_at timestamptz not null default clock_timestamp());
      create index listing_document_listing on listing_document(listing_id, id);
      create index listing_document_attachment on listing_document(attachment_id);

      -- A document that is taken back stays on record, with who took it back and why.
      create table listing_document_withdrawal (
        document_id uuid primary key references listing_document(id),
        announced boolean not null,
        withdrawn_by uuid not null,
        withdrawn_for uuid not null references organisation(id),
        reason text not null,
        withdrawn_at timestamptz not null default clock_timestamp(),
        -- Whoever takes something back from the public owes it a reason.
        check (not announced or btrim(reason) <> ''));

      create table nda_acceptance (
        id uuid primary key,
        listing_id uuid not null references listing(id),
        organisation_id uuid not null references organisation(id),
        user_id uuid not null,
        signatory text not null check (length(btrim(signatory)) between 2 and 100),
        text_version int not null check (text_version > 0),
        language text not null check (language in ('zh','en')),
        -- What was on the screen, word for word; the hash is of exactly this.
        text text not null,
        text_sha256 text not null check (text_sha256 = encode(sha256(convert_to(text, 'UTF8')), 'hex')),
        accepted_at timestamptz not null default clock_timestamp(),
        unique (listing_id, organisation_id));

      -- Every confidential file that was handed out: to whom, when, to which address, and the hash of that very copy.
      create table document_opening (
        id uuid primary key,
        document_id uuid not null references listing_document(id),
        listing_id uuid not null references listing(id),
        organisation_id uuid not null references organisation(id),
        user_id uuid not null,
        -- Null: an insider of the sale (seller, window, exchange), who reads without one.
        nda_id uuid references nda_acceptance(id),
        address text not null,
        delivered_sha256 text not null check (delivered_sha256 ~ '^[0-9a-f]{64}$'),
        delivered_size int not null check (delivered_size > 0),
        opened_at timestamptz not null default clock_timestamp());
      create index document_opening_listing on document_opening(listing_id, id);

      create trigger listing_document_append_only before update or delete or truncate on listing_document
        for each statement execute function listings_refuse_change();
      create trigger listing_document_withdrawal_append_only before update or delete or truncate on listing_document_withdrawal
        for each statement execute function listings_refuse_change();
      create trigger nda_acceptance_append_only before update or delete or truncate on nda_acceptance
        for each statement execute function listings_refuse_change();
      create trigger document_opening_append_only before update or delete or truncate on document_opening
        for each statement execute function listings_refuse_change();

      grant select, insert on listing_document, listing_document_withdrawal, nda_acceptance, document_opening to jishi_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table document_opening, nda_acceptance, listing_document_withdrawal, listing_document;
      -- What is in the file store cannot be put back into the rows: going back is refused while there is any.
      do $$ begin
        if exists (select 1 from attachment where file_key is not null or size > 5242880) then
          raise exception 'attachments are kept in the file store: this migration cannot be taken back';
        end if;
      end $$;
      alter table attachment
        drop constraint attachment_one_place,
        drop constraint attachment_file_key,
        drop constraint attachment_size_check,
        add constraint attachment_size_check check (size > 0 and size <= 5242880),
        drop column file_key,
        drop column scanned,
        alter column content set not null;
    `);
  }
}
