import { registerMessages } from '@jishi/platform';

registerMessages({
  'bid.rate_limited': {
    zh: '出价过于频繁，本次出价未被受理。请在 {retryAfterMs} 毫秒后重试。',
    en: 'Too many bids from this session; this one was not taken. Try again in {retryAfterMs} ms.',
  },
  'auction.other_exchange': {
    zh: '该场竞价由另一交易机构组织，您不能对其进行操作。',
    en: 'This auction is run by another exchange; you may not operate it.',
  },
});
