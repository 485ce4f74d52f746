import './messages';

export * from './audit';
export * from './await-database';
export * from './bus';
export * from './clock';
export * from './config';
export * from './database';
export * from './file-store';
export * from './lifecycle';
export * from './logging';
export * from './outbox';
export * from './page';
export * from './platform.module';
export * from './problem';
export * from './queues';
export * from './token-bucket';
export * from './virus-scanner';
