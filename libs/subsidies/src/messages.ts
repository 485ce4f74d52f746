import { registerMessages } from '@jishi/platform';

registerMessages({
  'subsidy.no_volume': {
    zh: '没有找到交易量记录 {volume}，无法计算补助。',
    en: 'There is no volume record {volume} to compute a subsidy for.',
  },
});
