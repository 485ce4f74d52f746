import { registerMessages } from '@jishi/platform';

registerMessages({
  'worker.consumer_twice': {
    zh: '有两个处理程序同名，工作进程拒绝启动。',
    en: 'Two consumers have the same name; the worker does not start.',
  },
  'worker.no_consumer': {
    zh: '没有名为 {consumer} 的处理程序。',
    en: 'There is no consumer {consumer} in this version.',
  },
  'worker.subscriptions_differ': {
    zh: '数据库中的订阅与处理程序不一致（缺处理程序：{unhandled}；缺订阅：{unfed}）。请使用与数据库同一版本的程序。',
    en: 'Subscriptions in the database and handlers differ (no handler: {unhandled}; no subscription: {unfed}). Run the version the database was migrated for.',
  },
});
