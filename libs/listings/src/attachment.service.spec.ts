import { chmodSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId, sha256Hex, unavailable, invalid } from '@jishi/kernel';
import type { Actor } from '@jishi/identity';
import { DiskFileStore, VirusScanner } from '@jishi/platform';
import { temporaryAttachments, temporaryFolder } from '../../../test/support/files';
import { Market } from '../../../test/support/market';
import { paper } from '../../../test/support/papers';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import { AttachmentService } from './attachment.service';

let db: TestDatabase;
let service: AttachmentService;
let folder: string;
let market: Market;
let owner: Actor;
let exchange: Actor;

beforeAll(async () => {
  db = await testDatabase();
  market = new Market(db);
  folder = temporaryFolder();
  service = temporaryAttachments(db.database, folder);
  owner = await market.member('company', ['bidder']);
  exchange = await market.member('exchange', ['reviewer']);
});
afterAll(() => db.drop());

const pdf = paper();
const pathOf = (content: Buffer): string => join(folder, sha256Hex(content).slice(0, 2), sha256Hex(content));
const stored = (content: Buffer): Promise<{ id: string }> => service.store(owner, { filename: 'x.pdf', content });

describe('an attachment', () => {
  it('is read by its owner and by whom it was filed with', async () => {
    const { id, scanned } = await service.store(owner, { filename: 'C:\\docs\\营业执照"\r\n.pdf', content: pdf });
    expect(scanned).toBe(false);
    expect(await service.read(owner, id)).toMatchObject({
      filename: '营业执照.pdf',
      mediaType: 'application/pdf',
      content: pdf,
    });
    await expect(service.read(exchange, id)).rejects.toThrow('attachment.not_found');
    await db.database.transaction((tx) => service.file(tx, owner, [id, id], exchange.organisationId));
    expect((await service.read(exchange, id)).content).toEqual(pdf);
  });

  it('of somebody else is not filed', async () => {
    const { id } = await service.store(exchange, { filename: 'x.pdf', content: pdf });
    const filing = db.database.transaction((tx) => service.file(tx, owner, [id], exchange.organisationId));
    await expect(filing).rejects.toThrow('attachment.not_found');
  });

  it('of a colleague is filed once the colleague has filed it, and not before', async () => {
    const colleague = await market.person(owner.organisationId, 'company', ['bidder']);
    const other = await market.member('exchange', ['reviewer']);
    const { id } = await service.store(owner, { filename: 'draft.pdf', content: pdf });
    const file = (actor: Actor, reader: Actor) =>
      db.database.transaction((tx) => service.file(tx, actor, [id], reader.organisationId));
    await expect(file(colleague, exchange)).rejects.toThrow('attachment.not_found');
    await expect(service.read(exchange, id)).rejects.toThrow('attachment.not_found');
    await file(owner, exchange);
    await file(colleague, other);
    expect((await service.read(other, id)).content).toEqual(pdf);
  });

  it.each([
    ['an empty file', Buffer.alloc(0), 'attachment.empty'],
    ['a page dressed as a picture', Buffer.from('<html><script>alert(1)</script>'), 'attachment.wrong_type'],
    ['too much', Buffer.concat([pdf, Buffer.alloc(20 * 1024 * 1024)]), 'attachment.too_large'],
    ['the beginning of a PDF', pdf.subarray(0, 40), 'attachment.truncated'],
  ])('is not %s', async (_name, content, code) => {
    const before = readdirSync(folder);
    await expect(service.store(owner, { filename: 'x.png', content })).rejects.toThrow(code);
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe('its bytes', () => {
  it('are outside the database, under their hash, for this account alone', async () => {
    const content = paper('outside');
    const { id } = await stored(content);
    await stored(content);
    const [row] = await db.database.query('select content, file_key from attachment where id = $1', [id]);
    expect(row).toEqual({ content: null, file_key: sha256Hex(content) });
    expect(readFileSync(pathOf(content))).toEqual(content);
    expect(statSync(pathOf(content)).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).filter((name) => name.endsWith('.draft'))).toEqual([]);
  });

  it('that are gone or changed are not handed out; the same upload puts them back', async () => {
    const content = paper('to be damaged');
    const { id } = await stored(content);
    const changed = Buffer.from(content);
    changed[20]! ^= 1;
    writeFileSync(pathOf(content), changed);
    await expect(service.read(owner, id)).rejects.toThrow('file.damaged');
    writeFileSync(pathOf(content), 'short');
    await expect(service.read(owner, id)).rejects.toThrow('file.damaged');
    rmSync(pathOf(content));
    await expect(service.read(owner, id)).rejects.toThrow('file.gone');
    await stored(content);
    expect((await service.read(owner, id)).content).toEqual(content);
  });

  it('of before, in the row, are read as ever; a row has exactly one place', async () => {
    const insert = (content: Buffer | null, key: string | null): Promise<{ id: string }[]> =>
      db.database.query(
        `insert into attachment (id, organisation_id, uploaded_by, filename, media_type, size, sha256, content, file_key)
         values ($1, $2, $3, 'old.pdf', 'application/pdf', $4, $5, $6, $7) returning id`,
        [newId(), owner.organisationId, owner.userId, pdf.length, sha256Hex(pdf), content, key],
      );
    const [old] = await insert(pdf, null);
    expect((await service.read(owner, old!.id)).content).toEqual(pdf);
    await expect(insert(null, null)).rejects.toThrow('attachment_one_place');
    await expect(insert(pdf, sha256Hex(pdf))).rejects.toThrow('attachment_one_place');
  });

  it('and a disk that does not take them leave no row', async () => {
    const full = temporaryFolder();
    const broken = temporaryAttachments(db.database, join(full, 'file'));
    writeFileSync(join(full, 'file'), 'not a folder');
    chmodSync(full, 0o500);
    const count = async () => (await db.database.query('select 1 from attachment')).length;
    const before = await count();
    await expect(broken.store(owner, { filename: 'x.pdf', content: paper('lost') })).rejects.toThrow();
    expect(await count()).toBe(before);
  });
});

describe('a virus scanner', () => {
  class Scanner extends VirusScanner {
    readonly on = true;
    constructor(private readonly says: Error | null) {
      super();
    }
    scan(): Promise<boolean> {
      return this.says ? Promise.reject(this.says) : Promise.resolve(true);
    }
  }
  const upload = (says: Error | null) =>
    new AttachmentService(db.database, new DiskFileStore({ filesDir: folder }), new Scanner(says)).store(owner, {
      filename: '合同.pdf',
      content: paper('scan'),
    });

  it('that finds nothing is named on the file', async () => {
    expect((await upload(null)).scanned).toBe(true);
  });

  it('that finds something refuses the file and leaves a record', async () => {
    await expect(upload(invalid('scan.infected', { signature: 'Eicar-Test' }))).rejects.toThrow('scan.infected');
    const [entry] = await db.database.query(
      `select actor_id, detail from audit_log where action = 'attachment.infected'`,
    );
    expect(entry).toEqual({ actor_id: owner.userId, detail: { filename: '合同.pdf', signature: 'Eicar-Test' } });
  });

  it('that is away lets nothing through', async () => {
    await expect(upload(unavailable('scan.unreachable'))).rejects.toThrow('scan.unreachable');
  });
});
