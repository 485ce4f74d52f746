import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Actor } from '@jishi/identity';
import { Market } from '../../../test/support/market';
import { testDatabase, type TestDatabase } from '../../../test/support/postgres';
import { AttachmentService } from './attachment.service';

let db: TestDatabase;
let service: AttachmentService;
let owner: Actor;
let exchange: Actor;

beforeAll(async () => {
  db = await testDatabase();
  const market = new Market(db);
  service = new AttachmentService(db.database);
  owner = await market.member('company', ['bidder']);
  exchange = await market.member('exchange', ['reviewer']);
});
afterAll(() => db.drop());

const pdf = Buffer.from('%PDF-1.4\n%âãÏÓ');

describe('an attachment', () => {
  it('is read by its owner and by whom it was filed with', async () => {
    const { id } = await service.store(owner, { filename: 'C:\\docs\\营业执照"\r\n.pdf', content: pdf });
    expect(await service.read(owner, id)).toMatchObject({
      filename: '营业执照.pdf',
      mediaType: 'application/pdf',
      content: pdf,
    });
    await expect(service.read(exchange, id)).rejects.toThrow('attachment.not_found');
    await db.database.transaction((tx) => service.file(tx, owner.organisationId, [id, id], exchange.organisationId));
    expect((await service.read(exchange, id)).content).toEqual(pdf);
  });

  it('of somebody else is not filed', async () => {
    const { id } = await service.store(exchange, { filename: 'x.pdf', content: pdf });
    const filing = db.database.transaction((tx) =>
      service.file(tx, owner.organisationId, [id], exchange.organisationId),
    );
    await expect(filing).rejects.toThrow('attachment.not_found');
  });

  it.each([
    ['an empty file', Buffer.alloc(0), 'attachment.empty'],
    ['a page dressed as a picture', Buffer.from('<html><script>alert(1)</script>'), 'attachment.wrong_type'],
    ['six megabytes', Buffer.concat([pdf, Buffer.alloc(6 * 1024 * 1024)]), 'attachment.too_large'],
  ])('is not %s', async (_name, content, code) => {
    await expect(service.store(owner, { filename: 'x.png', content })).rejects.toThrow(code);
  });
});
