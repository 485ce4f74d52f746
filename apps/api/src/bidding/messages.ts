import { registerMessages } from '@jishi/platform';

registerMessages({
  'auction.other_exchange': {
    zh: '该场竞价由另一交易机构组织，您不能对其进行操作。',
    en: 'This auction is run by another exchange; you may not operate it.',
  },
});
